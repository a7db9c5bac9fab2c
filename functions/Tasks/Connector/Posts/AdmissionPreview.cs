namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>The answer to a post with <c>?dryRun=true</c>: it would be admitted, and nothing was stored.</summary>
/// <param name="DryRun">Always true.</param>
/// <param name="Limit">The cap; left out where the same was posted before.</param>
/// <param name="InUse">How many tasks have a slot; left out likewise.</param>
/// <param name="IsRepeated">The same was posted before: it would be answered as then.</param>
internal sealed record AdmissionPreview(bool DryRun, bool WouldAdmit, int? Limit, int? InUse, bool IsRepeated);
