using NimbusFunctions.Bench.Report;

namespace NimbusFunctions.Bench.Fairness;

/// <summary>One run of every tenant that is well.</summary>
/// <param name="Situation">What went on beside them.</param>
/// <param name="Seconds">Of each tenant: from when the first of them was asked for until its run had ended.</param>
internal sealed record Wave(Situation Situation, IReadOnlyList<double> Seconds)
{
    public double Median => Statistics.Median(Seconds);

    public double P95 => Statistics.Percentile(Seconds, 0.95);
}
