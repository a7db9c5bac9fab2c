using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Takes one error status for an answer, so that neither the caller nor the telemetry sees a failure.</summary>
internal sealed class ToleratingClassifier(int status) : ResponseClassifier
{
    /// <summary>"It is not there" answers a look-up or a deletion.</summary>
    public static readonly ToleratingClassifier NotFound = new(404);

    /// <summary>"It is there" answers a creation.</summary>
    public static readonly ToleratingClassifier Conflict = new(409);

    public override bool IsErrorResponse(HttpMessage message) =>
        message.Response.Status != status && base.IsErrorResponse(message);
}
