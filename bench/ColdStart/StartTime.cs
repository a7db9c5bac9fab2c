namespace NimbusFunctions.Bench.ColdStart;

/// <summary>What a start took until the first answer.</summary>
/// <param name="Milliseconds">On the clock.</param>
/// <param name="ProcessorMilliseconds">Of the processors, all threads together, in steps of ten: what the machine does beside it hardly shows here.</param>
internal sealed record StartTime(double Milliseconds, double ProcessorMilliseconds);
