using NimbusFunctions.Bench.Report;

namespace NimbusFunctions.Bench.Callbacks;

/// <summary>What a run of news found.</summary>
/// <param name="Milliseconds">How long the news took that arrived at flows that are well.</param>
/// <param name="Sent">How many were sent to them.</param>
/// <param name="HangingCalls">How often the flow was called that hangs.</param>
/// <param name="FailingCalls">How often the one was called that fails.</param>
internal sealed record CallbackTimes(IReadOnlyList<double> Milliseconds, int Sent, int HangingCalls, int FailingCalls)
{
    public double Median => Statistics.Median(Milliseconds);

    public double P99 => Statistics.Percentile(Milliseconds, 0.99);

    public int Lost => Sent - Milliseconds.Count;
}
