namespace NimbusFunctions.Bench.Report;

/// <summary>On which side of its limit a figure has to be.</summary>
internal enum Bound
{
    Below,
    AtMost,
    AtLeast,
}
