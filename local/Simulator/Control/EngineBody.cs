namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>What is to change about the engine; what is left out stays.</summary>
internal sealed record EngineBody(double? HandleSeconds, bool? Paused);
