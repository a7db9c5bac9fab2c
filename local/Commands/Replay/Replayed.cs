extern alias app;
using app::NimbusFunctions.Directory.Runs;
using app::NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>What the code decides today on what was read then.</summary>
/// <param name="Decisions">The lines for the ledger of slices that came to their end.</param>
/// <param name="Possible">Those of slices that broke off: how far they came is not known.</param>
/// <param name="Counts">What was counted; null: the last slice broke off.</param>
/// <param name="BrokenOff">How many slices broke off.</param>
/// <param name="Astray">Where a slice left the recorded path, or null.</param>
internal sealed record Replayed(
    IReadOnlyList<DecisionLine> Decisions, IReadOnlyList<DecisionLine> Possible, RunCounts? Counts, int BrokenOff, string? Astray);
