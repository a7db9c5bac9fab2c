using System.Diagnostics;
using System.Globalization;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>
/// Refuses a task beyond the cap. 409 is final for a flow: the product returns an error and discards the task. 429 with
/// <c>Retry-After</c>, which a tenant can choose instead, makes Power Automate send it again by itself.
/// </summary>
internal sealed class LimitReachedResult(AdmissionAnswer.LimitReached reached, Modality modality, string service, bool isRetried) : IResult
{
    private const int RetryAfterSeconds = 30;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = isRetried ? StatusCodes.Status429TooManyRequests : StatusCodes.Status409Conflict;
        if (isRetried)
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        var problem = new LimitReachedProblem(
            ProblemTypes.TaskLimitReached,
            "The service has as many tasks as it may have.",
            response.StatusCode,
            $"Service {service} has {reached.InUse} tasks of modality {modality}, and its limit is {reached.Limit}: "
            + (isRetried ? "the task was not stored; send it again later." : "the task is discarded. End tasks that are stuck, or have the limit raised."),
            reached.Limit,
            reached.InUse,
            modality.ToString(),
            service,
            reached.OldestHeldSince,
            Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier);
        await response.WriteAsJsonAsync(
            problem, ConnectorJson.Default.LimitReachedProblem, "application/problem+json", httpContext.RequestAborted);
    }
}
