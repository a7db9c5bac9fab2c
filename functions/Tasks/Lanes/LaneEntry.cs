namespace NimbusFunctions.Tasks.Lanes;

/// <summary>A work in its lane.</summary>
/// <param name="Work">The work.</param>
/// <param name="Since">When it came: what is decided for it must be no older.</param>
internal sealed record LaneEntry(LaneWork Work, DateTimeOffset Since);
