namespace NimbusFunctions.Local.Host;

/// <summary>What the host has written down of a timer.</summary>
/// <param name="Last">When it fired; null before the first time.</param>
/// <param name="Next">The occurrence after that.</param>
internal sealed record ScheduleStatus(DateTimeOffset? Last, DateTimeOffset Next);
