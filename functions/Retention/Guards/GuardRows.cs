using System.Collections.Immutable;

namespace NimbusFunctions.Retention.Guards;

/// <summary>What stands before a tenant's data beside the section.</summary>
/// <param name="Pause">The tenant's own switch; null: it is not thrown.</param>
/// <param name="Holds">The legal holds, by id.</param>
internal sealed record GuardRows(PurgePause? Pause, ImmutableArray<LegalHold> Holds);
