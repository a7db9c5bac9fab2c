namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>Body of PUT /_control/clock: one of the two.</summary>
/// <param name="AheadSeconds">How far ahead of the machine's clock.</param>
/// <param name="Now">What time it is.</param>
internal sealed record ClockBody(double? AheadSeconds, DateTimeOffset? Now);
