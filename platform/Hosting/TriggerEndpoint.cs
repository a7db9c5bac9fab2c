using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Nimbus.Platform.Hosting;

/// <summary>Answers the host's <c>POST /&lt;FunctionName&gt;</c>: reads the envelope, runs the function within its deadline, answers.</summary>
/// <typeparam name="T">What the trigger brings.</typeparam>
internal sealed class TriggerEndpoint<T>(
    MappedFunction function,
    string? bindingName,
    TimeSpan? deadline,
    Func<Envelope, T> read,
    Func<T, FunctionContext, CancellationToken, Task> run,
    TimeProvider time,
    ILogger logger)
{
    private const int MaximumIdLength = 100;

    public async Task HandleAsync(HttpContext http)
    {
        if (!IsFromHost(http.Request))
        {
            TriggerLog.Outside(logger, function.Name);
            await EnvelopeAnswer.WriteAsync(http.Response, StatusCodes.Status404NotFound);
            return;
        }

        var invocationId = InvocationIdOf(http.Request);
        using var activity = InvocationActivity.Start(http.Request, function.Name, invocationId, function.Kind);
        using var scope = TriggerLog.Invocation(logger, function.Name, invocationId);
        int status;
        try
        {
            var (value, retries) = await EnvelopeBody.ReadAsync(http.Request.BodyReader, Read, http.RequestAborted);
            status = await RunAsync(value, new(function.Name, invocationId, http.RequestServices, retries), http.RequestAborted);
        }
        catch (MalformedEnvelopeException exception)
        {
            TriggerLog.Malformed(logger, function.Name, exception.Message);
            status = exception.StatusCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            TriggerLog.Aborted(logger, function.Name);
            return; // nobody is left to be answered
        }

        activity.SetStatus(status == StatusCodes.Status200OK ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        await EnvelopeAnswer.WriteAsync(http.Response, status);
    }

    private async Task<int> RunAsync(T value, FunctionContext context, CancellationToken aborted)
    {
        using var due = new CancellationTokenSource(deadline ?? Timeout.InfiniteTimeSpan, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(due.Token, aborted);
        try
        {
            await run(value, context, linked.Token);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            aborted.ThrowIfCancellationRequested();
        }
        catch (Exception exception)
        {
            TriggerLog.Failed(logger, exception, function.Name);
            return StatusCodes.Status500InternalServerError;
        }

        // A function that was told to stop may have left work undone, whatever way it came back.
        if (!due.IsCancellationRequested)
            return StatusCodes.Status200OK;
        TriggerLog.Overdue(logger, function.Name, deadline ?? default);
        return StatusCodes.Status500InternalServerError;
    }

    private (T Value, int Retries) Read(JsonElement root)
    {
        var envelope = Envelope.Of(root, bindingName);
        return (read(envelope), envelope.RetryCount);
    }

    /// <summary>
    /// The host posts triggers to <c>127.0.0.1</c>, and forwards http calls with their caller's <c>Host</c>, which in
    /// Azure is the site's name. So a forwarded call that slipped through to a function's name (the host unescapes
    /// <c>v1/%252e%252e/Name</c> twice) is told from a trigger.
    /// </summary>
    private static bool IsFromHost(HttpRequest request) =>
        string.Equals(request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(request.Host.Host, out var address) && IPAddress.IsLoopback(address));

    private static string InvocationIdOf(HttpRequest request) =>
        request.Headers["X-Azure-Functions-InvocationId"] is [{ Length: > 0 and <= MaximumIdLength } id] ? id : Guid.NewGuid().ToString();
}
