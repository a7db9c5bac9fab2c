extern alias app;
using app::NimbusFunctions.Directory.Runs;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>A run as it was recorded.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Slices">What each slice read; one that was killed and began again is there twice.</param>
/// <param name="Decisions">The lines that it wrote into the ledger.</param>
/// <param name="Summary">What it came to.</param>
internal sealed record Recording(
    RunLine Run, IReadOnlyList<RecordedSlice> Slices, IReadOnlyList<DecisionLine> Decisions, RunReport Summary);

/// <summary>What a slice read.</summary>
/// <param name="Begin">Its beginning.</param>
/// <param name="End">Its end; null: it was killed.</param>
internal sealed record RecordedSlice(
    SliceLine Begin, IReadOnlyList<RowLine> Rows, IReadOnlyList<AnswerLine> Answers, EndLine? End)
{
    /// <summary>Killed, overtaken, or a neighbour's silence: how far it came is not recorded.</summary>
    public bool BrokeOff => End is null or { BrokenOff: true };
}
