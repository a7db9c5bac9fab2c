namespace NimbusFunctions.Presence;

/// <summary>What Graph said of a user, in Graph's own words: free text there, so unknown words are kept as they are.</summary>
/// <param name="Availability">Such as <c>Available</c> or <c>Busy</c>; in any case.</param>
/// <param name="Activity">Such as <c>InACall</c>; in any case.</param>
internal sealed record SeenPresence(string Availability, string Activity);
