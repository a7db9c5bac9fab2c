using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>The way to one namespace: address, pipeline, credentials.</summary>
internal sealed class RestConnection(Uri endpoint, ServiceBusClientOptions options, HttpPipelinePolicy authorization)
{
    // Beyond this an idle connection may be cut on the way.
    private const int LongestWaitSeconds = 55;

    private readonly HttpPipeline pipeline = HttpPipelineBuilder.Build(new PipelineOptions(options), authorization);

    public Uri Endpoint { get; } = endpoint;

    public TimeProvider Time => options.Time;

    /// <summary>How long one try may take.</summary>
    public TimeSpan TryTimeout => options.RetryOptions.TryTimeout;

    /// <summary>Sends a body.</summary>
    public Task<Response> PostAsync(string entityPath, ReadOnlyMemory<byte> body, string contentType, CancellationToken cancellationToken)
    {
        var message = Create(RequestMethod.Post, RestAddress.Messages(Endpoint, entityPath));
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, contentType);
        message.Request.Content = RequestContent.Create(body);
        return SendAsync(message, entityPath, RestOperation.Send, cancellationToken);
    }

    /// <summary>Takes the next message, locking it (POST) or removing it (DELETE). Waits for whole seconds, at most 55 in one request.</summary>
    public Task<Response> HeadAsync(RequestMethod method, string entityPath, TimeSpan wait, CancellationToken cancellationToken)
    {
        var seconds = (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 0, LongestWaitSeconds);
        var message = Create(method, RestAddress.Head(Endpoint, entityPath, seconds));
        message.NetworkTimeout = TimeSpan.FromSeconds(seconds) + TryTimeout;
        return SendAsync(message, entityPath, RestOperation.Receive, cancellationToken);
    }

    /// <summary>Completes (DELETE), abandons (PUT) or renews (POST) a locked message.</summary>
    public Task<Response> SettleAsync(
        RequestMethod method, string entityPath, ServiceBusReceivedMessage locked, CancellationToken cancellationToken) =>
        SendAsync(Create(method, RestAddress.Locked(Endpoint, entityPath, locked)), entityPath, RestOperation.Settle, cancellationToken);

    private HttpMessage Create(RequestMethod method, Uri address)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        return message;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The filter picks those that are told otherwise.")]
    private async Task<Response> SendAsync(HttpMessage message, string entityPath, RestOperation operation, CancellationToken cancellationToken)
    {
        using (message)
        {
            Exception? told = null;
            try
            {
                await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && (told = RestErrors.Of(e, entityPath)) is not null)
            {
                throw told;
            }

            return message.Response.IsError ? throw RestErrors.Of(message.Response, entityPath, operation) : message.Response;
        }
    }
}
