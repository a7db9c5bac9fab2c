namespace NimbusFunctions.Local.Simulator.Graph.Throttling;

/// <summary>What the limits say to a request.</summary>
/// <param name="Wait">Null: go on. Else the time after which there is room again.</param>
/// <param name="Used">Share of the fullest limit that is used up, 0 to 1.8.</param>
/// <param name="Scope">Whose limit was hit, as `x-ms-throttle-scope` begins.</param>
internal readonly record struct ThrottleVerdict(TimeSpan? Wait, double Used, string Scope);
