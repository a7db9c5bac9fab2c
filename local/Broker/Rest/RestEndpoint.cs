using System.Globalization;
using System.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace NimbusFunctions.Local.Broker.Rest;

/// <summary>The Service Bus REST API over the queues. Sessions can be sent to but not received from, as in Azure.</summary>
internal sealed class RestEndpoint(MessageBroker broker, SharedAccess access, TimeProvider time)
{
    /// <summary>The longest request body: a batch of 256 KB of messages has room for its JSON.</summary>
    public const int MaxRequestBytes = 1024 * 1024;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Ends the waiting of receivers when the server stops.</summary>
    public CancellationToken Stopping { get; set; }

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (RestRefusal refusal)
        {
            await RefuseAsync(context, refusal);
        }
        catch (BrokerException e)
        {
            await RefuseAsync(context, RestRefusal.Of(e));
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, new RestRefusal(e.StatusCode, e.Message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            await RefuseAsync(context, new RestRefusal(StatusCodes.Status503ServiceUnavailable, "The broker stops."));
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var rawPath = RawPath(context);
        if (access.Refusal(context.Request.Headers.Authorization, context.Request.Host.Value, rawPath) is { } refusal)
            throw new RestRefusal(StatusCodes.Status401Unauthorized, refusal);
        if (RestPath.Parse(rawPath) is not { } path)
            throw new RestRefusal(StatusCodes.Status404NotFound, "There is nothing at this address.");
        var queue = Queue(path.Queue);
        switch (context.Request.Method, path)
        {
            case ("POST", { Head: true }):
                await ReceiveAsync(context, queue, destructive: false);
                return;
            case ("DELETE", { Head: true }):
                await ReceiveAsync(context, queue, destructive: true);
                return;
            case ("POST", { LockToken: null }):
                queue.Send(MessageReader.Read(context.Request, await BodyAsync(context)));
                context.Response.StatusCode = StatusCodes.Status201Created;
                return;
            case ("DELETE" or "PUT" or "POST", { LockToken: { } lockToken }):
                Settle(context, queue, path.MessageId!, lockToken);
                return;
            default:
                throw new RestRefusal(StatusCodes.Status405MethodNotAllowed, "This address does not know the method.");
        }
    }

    private BrokerQueue Queue(string path)
    {
        try
        {
            return broker.Queue(path);
        }
        catch (KeyNotFoundException e)
        {
            throw new RestRefusal(StatusCodes.Status404NotFound, e.Message);
        }
    }

    private async Task ReceiveAsync(HttpContext context, BrokerQueue queue, bool destructive)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, Stopping);
        var locked = await queue.ReceiveAsync(Wait(context.Request.Query["timeout"]), cancel.Token);
        if (locked is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (destructive)
            queue.Complete(locked.LockToken);
        var response = context.Response;
        response.StatusCode = destructive ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        if (locked.Message.ContentType is { } contentType && contentType.All(c => c is >= ' ' and <= '~'))
            response.ContentType = contentType;
        CustomHeaders.Write(response.Headers, locked.Message.ApplicationProperties);
        response.Headers["BrokerProperties"] = BrokerPropertiesJson.Write(locked, withLock: !destructive);
        if (!destructive)
        {
            var id = Uri.EscapeDataString(locked.Message.MessageId!);
            response.Headers.Location = $"http://{context.Request.Host}/{queue.Definition.Name}/messages/{id}/{locked.LockToken}";
        }

        response.ContentLength = locked.Message.Body.Length;
        await response.Body.WriteAsync(locked.Message.Body, context.RequestAborted);
    }

    private static void Settle(HttpContext context, BrokerQueue queue, string id, Guid lockToken)
    {
        if (!queue.Holds(lockToken, id) || !Apply(context, queue, lockToken))
            throw new RestRefusal(StatusCodes.Status404NotFound, "No message with this id is held under this lock; the lock may have been lost.");
    }

    private static bool Apply(HttpContext context, BrokerQueue queue, Guid lockToken)
    {
        if (context.Request.Method == "DELETE")
            return queue.Complete(lockToken);
        if (context.Request.Method == "PUT")
            return queue.Abandon(lockToken);
        if (queue.RenewLock(lockToken) is not { } lockedUntil)
            return false;
        context.Response.Headers["BrokerProperties"] = BrokerPropertiesJson.Renewed(lockedUntil);
        return true;
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }

    private static TimeSpan Wait(StringValues timeout)
    {
        if (StringValues.IsNullOrEmpty(timeout))
            return DefaultWait;
        if (!int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestWait.TotalSeconds)
            throw new RestRefusal(StatusCodes.Status400BadRequest, $"timeout must be from 0 to {LongestWait.TotalSeconds} seconds.");
        return TimeSpan.FromSeconds(seconds);
    }

    private static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    private async Task RefuseAsync(HttpContext context, RestRefusal refusal)
    {
        if (context.Response.HasStarted)
            return;
        context.Response.Clear();
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "application/xml; charset=utf-8";
        var stamp = $"TrackingId:{Guid.NewGuid()}, Timestamp:{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss}";
        await context.Response.WriteAsync(
            $"<Error><Code>{refusal.Status}</Code><Detail>{SecurityElement.Escape(refusal.Message)} {stamp}</Detail></Error>", CancellationToken.None);
    }
}
