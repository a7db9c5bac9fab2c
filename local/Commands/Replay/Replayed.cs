extern alias app;
using app::NimbusFunctions.Directory.Runs;
using app::NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>What the code decides today on what was read then.</summary>
/// <param name="Decisions">The lines for the ledger.</param>
/// <param name="Counts">What it counted; null: it did not come to an end.</param>
/// <param name="Astray">Where it left the recorded path, or null.</param>
internal sealed record Replayed(IReadOnlyList<DecisionLine> Decisions, RunCounts? Counts, string? Astray);
