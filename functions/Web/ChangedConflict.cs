using System.Text.Json.Nodes;

namespace NimbusFunctions.Web;

/// <summary>Two changed the same document: both versions, so that the later one can put them together.</summary>
/// <param name="Current">As it is now, as far as the caller may read it.</param>
/// <param name="Yours">As the caller sent it.</param>
/// <param name="CurrentETag">What to send as <c>If-Match</c> then.</param>
internal sealed record ChangedConflict(JsonObject Current, JsonObject Yours, string CurrentETag)
    : Problem(Changed($"It is {CurrentETag} now: compare `current` with `yours` and decide anew."));
