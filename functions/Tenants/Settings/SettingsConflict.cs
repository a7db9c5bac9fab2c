using System.Text.Json.Nodes;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants;

/// <summary>Two changed the same settings: both versions, so that the later one can put them together.</summary>
/// <param name="Current">As they are now, as far as the caller may read them.</param>
/// <param name="Yours">As the caller sent them.</param>
/// <param name="CurrentETag">What to send as <c>If-Match</c> then.</param>
internal sealed record SettingsConflict(JsonObject Current, JsonObject Yours, string CurrentETag) : Problem(
    ProblemTypes.ChangedMeanwhile,
    "Somebody changed it meanwhile.",
    StatusCodes.Status412PreconditionFailed,
    $"It is {CurrentETag} now: compare `current` with `yours` and decide anew.");
