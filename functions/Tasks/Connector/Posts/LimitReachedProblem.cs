using System.Text.Json.Serialization;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>
/// The problem document of a task beyond the cap, with the figures that a flow can act on. 409 is final for a flow: the
/// product returns an error and discards the task. 429, which a tenant can choose instead, makes Power Automate send it
/// again by itself.
/// </summary>
/// <param name="Limit">The cap in force.</param>
/// <param name="InUse">How many tasks have a slot.</param>
/// <param name="Modality">Of which modality.</param>
/// <param name="Service">The id of the service.</param>
/// <param name="OldestHeldSince">Since when the oldest arrival waits for a slot; left out where none does.</param>
internal sealed record LimitReachedProblem(
    int Status,
    string Detail,
    int Limit,
    int InUse,
    string Modality,
    string Service,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? OldestHeldSince)
    : Problem(ProblemTypes.TaskLimitReached, "The service has as many tasks as it may have.", Status, Detail)
{
    private const int RetryAfterSeconds = 30;

    /// <param name="reached">The figures.</param>
    /// <param name="modality">Of which modality.</param>
    /// <param name="service">The id of the service.</param>
    /// <param name="isRetried">Whether the tenant wants flows to send it again.</param>
    public static ProblemResult Result(AdmissionAnswer.LimitReached reached, Modality modality, string service, bool isRetried) => new(
        new LimitReachedProblem(
            isRetried ? StatusCodes.Status429TooManyRequests : StatusCodes.Status409Conflict,
            $"Service {service} has {reached.InUse} tasks of modality {modality}, and its limit is {reached.Limit}: "
            + (isRetried ? "the task was not stored; send it again later." : "the task is discarded. End tasks that are stuck, or have the limit raised."),
            reached.Limit,
            reached.InUse,
            modality.ToString(),
            service,
            reached.OldestHeldSince),
        isRetried ? RetryAfterSeconds : null);
}
