using System.Collections.Immutable;

namespace NimbusFunctions.Retention.Guards;

/// <summary>What of a tenant's data will go that would have stayed, and what stands before it.</summary>
/// <param name="Held">The lowerings that do not count yet.</param>
/// <param name="Rows">What they will take.</param>
/// <param name="Pause">The tenant's switch.</param>
/// <param name="PauseOfAll">The switch of all tenants.</param>
/// <param name="LegalHolds">How many legal holds there are.</param>
internal sealed record RetentionPlan(
    ImmutableArray<HeldLowering> Held, RowCount Rows, PurgePause? Pause, PurgePause? PauseOfAll, int LegalHolds);
