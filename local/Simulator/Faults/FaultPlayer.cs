using NimbusFunctions.Local.Simulator.Graph;

namespace NimbusFunctions.Local.Simulator.Faults;

/// <summary>Plays a fault that replaces, delays or prevents an answer.</summary>
internal static class FaultPlayer
{
    /// <summary>The error to answer with; null when the right answer follows after all.</summary>
    /// <exception cref="ConnectionCutException">The connection is to be cut.</exception>
    public static async ValueTask<GraphError?> PlayAsync(Fault fault, GraphRequest request, TimeProvider time, CancellationToken cancellation)
    {
        switch (fault.Kind)
        {
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
                return null;
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, time, cancellation);
                return null;
            case FaultKind.Reset:
                throw new ConnectionCutException();
            case FaultKind.DeltaExpired:
                return GraphError.DeltaExpired() with { RetryAfter = fault.RetryAfter };
            case FaultKind.Gone:
                return new GraphError(410, fault.Code ?? "resyncRequired", "Resync is required.") { Location = $"{request.BaseUrl}{request.Path}?$deltatoken=" };
            case FaultKind.NotFound:
                return GraphError.NotFound(request.Segments.LastOrDefault(segment => Guid.TryParse(segment, out _)) ?? request.Segments[^1]);
            default:
                return Plain(fault.Status, fault.Code) with { RetryAfter = fault.RetryAfter };
        }
    }

    private static GraphError Plain(int status, string? code)
    {
        var (usual, message) = status switch
        {
            401 => ("InvalidAuthenticationToken", "Access token has expired or is not yet valid."),
            403 => ("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
            404 => ("Request_ResourceNotFound", "Resource does not exist or one of its queried reference-property objects are not present."),
            410 => ("resyncRequired", "Resync is required."),
            429 => ("TooManyRequests", "Please retry again later."),
            500 => ("InternalServerError", "An internal server error occurred."),
            502 => ("BadGateway", "The gateway got no valid answer."),
            503 => ("ServiceUnavailable", "The service is temporarily unavailable."),
            504 => ("GatewayTimeout", "The gateway timed out."),
            _ => ("UnknownError", "An error occurred."),
        };
        return new GraphError(status, code ?? usual, message);
    }
}
