using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace NimbusFunctions.Tests.ServiceBus;

/// <summary>Answers requests from a script, and keeps what it was sent.</summary>
internal sealed class ScriptedTransport(params Func<ScriptedResponse>[] answers) : HttpPipelineTransport
{
    private int next;

    public List<SentRequest> Requests { get; } = [];

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The client is asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var body = new MemoryStream();
        if (message.Request.Content is { } content)
            await content.WriteToAsync(body, message.CancellationToken);
        message.Request.Headers.TryGetValue("Authorization", out var authorization);
        message.Request.Headers.TryGetValue("Content-Type", out var contentType);
        Requests.Add(new SentRequest(
            message.Request.Method.Method, message.Request.Uri.ToUri(), authorization, contentType, Encoding.UTF8.GetString(body.ToArray())));
        message.Response = answers[Math.Min(next++, answers.Length - 1)]();
    }
}
