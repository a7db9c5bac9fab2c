using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Web;

/// <summary>
/// The last resort of a request: the store's trouble is 503 with <c>Retry-After</c>, anything else 500, both as
/// problem documents without a word of what is inside.
/// </summary>
internal sealed class StoreFailures(RequestDelegate next, ILogger<StoreFailures> log)
{
    private const int StoreRetryAfterSeconds = 5;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!http.Response.HasStarted && IsStoreTrouble(failure))
        {
            log.StoreUnavailable(failure, http.Request.Method);
            var seconds = failure is LaneBusyException ? (int)LaneBusyException.RetryAfter.TotalSeconds : StoreRetryAfterSeconds;
            await new ProblemResult(
                new(ProblemTypes.StoreUnavailable, "The store does not answer.", StatusCodes.Status503ServiceUnavailable,
                    $"Try again in {seconds} seconds."),
                seconds).ExecuteAsync(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted && failure is not BadHttpRequestException)
        {
            log.RequestFailed(failure, http.Request.Method);
            await new ProblemResult(new(
                ProblemTypes.Internal, "Something went wrong here.", StatusCodes.Status500InternalServerError,
                "The fault is on this side and has been logged; quote the trace id to the operator.")).ExecuteAsync(http);
        }
    }

    private static bool IsStoreTrouble(Exception failure) => failure switch
    {
        // Status 0: no answer at all. TableNotFound: the tables are still being created.
        RequestFailedException request => request.Status is 0 or 429 or >= 500 || request.ErrorCode == "TableNotFound",
        ServiceBusException or LaneBusyException => true,
        // No token for the store or the queues: whoever issues it does not answer.
        AuthenticationFailedException => true,
        AggregateException many => many.InnerExceptions.Any(IsStoreTrouble),
        HttpRequestException => true,
        TaskCanceledException or TimeoutException => true,
        _ => false,
    };
}
