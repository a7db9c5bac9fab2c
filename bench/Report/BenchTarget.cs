using System.Globalization;

namespace NimbusFunctions.Bench.Report;

/// <summary>What a figure has to be.</summary>
/// <param name="Figure">The figure's name.</param>
/// <param name="Bound">The side of the limit.</param>
/// <param name="Limit">The limit, in the figure's unit.</param>
internal sealed record BenchTarget(string Figure, Bound Bound, double Limit)
{
    public bool IsMetBy(double value) => Bound switch
    {
        Bound.Below => value < Limit,
        Bound.AtMost => value <= Limit,
        Bound.AtLeast => value >= Limit,
        _ => throw new InvalidOperationException($"There is no bound {Bound}."),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sign} {Limit}");

    private string Sign => Bound switch
    {
        Bound.Below => "<",
        Bound.AtMost => "<=",
        _ => ">=",
    };
}
