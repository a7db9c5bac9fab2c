using System.Collections.Immutable;
using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Retention.Plan;

/// <summary>What is over: a pure decision of the time, the days in force and what stands before the data.</summary>
/// <param name="Cuts">For each source until when its rows go; empty while the tenant is paused.</param>
internal sealed record PurgePlan(ImmutableArray<KindCut> Cuts)
{
    /// <param name="sources">The rows in question.</param>
    /// <param name="guards">What counts now.</param>
    /// <param name="now">Now, by a clock that is at most an hour wrong.</param>
    public static PurgePlan Of(IEnumerable<RowSource> sources, GuardView guards, DateTimeOffset now) =>
        new(guards.IsPaused ? [] : [.. sources.Select(source => KindCut.Of(source, guards.InForce, now))]);

    /// <summary>Whether a cut may still be carried out after the guards were read again: a later reading never allows more.</summary>
    public static bool Allows(GuardView guards, KindCut cut, DateTimeOffset plannedAt) =>
        !guards.IsPaused && KindCut.Of(cut.Source, guards.InForce, plannedAt).Before >= cut.Before;
}
