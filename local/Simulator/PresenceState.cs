namespace NimbusFunctions.Local.Simulator;

/// <summary>A user's presence in Graph's own words, which are free text there.</summary>
/// <param name="Availability">Such as Available or Busy.</param>
/// <param name="Activity">Such as InACall.</param>
/// <param name="Sequence">Rises with every change of any presence in the tenant; 0 for one never set.</param>
internal sealed record PresenceState(string Availability, string Activity, long Sequence = 0);
