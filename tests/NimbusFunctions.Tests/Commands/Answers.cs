using System.Net;
using System.Text;

namespace NimbusFunctions.Tests.Commands;

/// <summary>Answers calls from a script, and remembers them.</summary>
internal sealed class Answers(Func<HttpRequestMessage, int, (HttpStatusCode Status, string Body)> script) : HttpMessageHandler
{
    /// <summary>Method and path of every call, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The Authorization header of the last call.</summary>
    public string? Authorization { get; private set; }

    public HttpClient Client() => new(this, disposeHandler: false) { BaseAddress = new Uri("http://127.0.0.1:1/") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        Authorization = request.Headers.Authorization?.ToString();
        var (status, body) = script(request, Calls.Count);
        return Task.FromResult(new HttpResponseMessage(status)
        {
            RequestMessage = request,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
    }
}
