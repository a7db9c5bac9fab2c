using System.Diagnostics;

namespace NimbusFunctions.Web;

/// <summary>Writes a <see cref="Problem"/>, with the members of its kind, as <c>application/problem+json</c>.</summary>
internal sealed class ProblemResult(Problem problem, int? retryAfterSeconds = null) : IResult
{
    private const int NeighbourRetryAfterSeconds = 5;

    // A neighbour that does not answer comes back by itself; nobody is told so without a time.
    private int? Usual => problem.Type is ProblemTypes.StoreUnavailable or ProblemTypes.DirectoryUnavailable ? NeighbourRetryAfterSeconds : null;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        if ((retryAfterSeconds ?? Usual) is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(null as IFormatProvider);
        var withTrace = problem with { TraceId = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier };
        await response.WriteAsJsonAsync(
            withTrace, NimbusJson.Default.GetTypeInfo(withTrace.GetType())!, "application/problem+json", httpContext.RequestAborted);
    }
}
