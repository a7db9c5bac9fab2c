namespace NimbusFunctions.Operations.Overview;

/// <summary>How all tenants stand.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Totals">Over all tenants.</param>
/// <param name="Tenants">The worst first.</param>
/// <param name="More">How many tenants are left out, all of them in no more trouble than the last one here.</param>
/// <param name="NoTenant">What belongs to no tenant.</param>
internal sealed record OverviewAnswer(DateTimeOffset At, OverviewTotals Totals, IReadOnlyList<TenantItem> Tenants, int More, NoTenantItem NoTenant)
{
    /// <param name="at">When it was read.</param>
    /// <param name="items">All tenants.</param>
    /// <param name="ofNone">The letters of no tenant; null: they could not be read.</param>
    public static OverviewAnswer Of(DateTimeOffset at, IReadOnlyList<TenantItem> items, LetterCount? ofNone) =>
        new(at, OverviewTotals.Of(items, ofNone), [.. TenantItem.WorstFirst(items)], 0, new(ofNone?.Total));

    /// <summary>The first so many.</summary>
    public OverviewAnswer Top(int top) => Tenants.Count <= top ? this : this with { Tenants = [.. Tenants.Take(top)], More = Tenants.Count - top };
}

/// <summary>What belongs to no tenant.</summary>
/// <param name="DeadLetters">How many letters; null: they could not be read.</param>
internal sealed record NoTenantItem(int? DeadLetters);

/// <summary>Sums over all tenants.</summary>
/// <param name="Tenants">How many there are, by state; those that could not be read are <c>Unknown</c>.</param>
/// <param name="InTrouble">How many have something to act on.</param>
/// <param name="Late">How many have a sync that is late, fails or has old tokens.</param>
/// <param name="DeadLetters">Letters of all tenants and of none, as far as they are known.</param>
/// <param name="PurgesLate">How many have a purge in danger.</param>
/// <param name="PresenceStale">How many have a presence that is not known.</param>
internal sealed record OverviewTotals(
    IReadOnlyDictionary<string, int> Tenants, int InTrouble, int Unknown, int Late, int Quarantined, int HeldPlans, int DeadLetters, int HeldTasks,
    int CapsNearFull, int SuspendedTriggers, int PurgesLate, int PresenceStale)
{
    public static OverviewTotals Of(IReadOnlyList<TenantItem> items, LetterCount? ofNone)
    {
        return new(
            items.CountBy(item => item.State?.ToString() ?? nameof(TroubleKind.Unknown)).OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(),
            items.Count(item => item.Trouble.Count > 0),
            With(TroubleKind.Unknown),
            With(TroubleKind.SyncLate, TroubleKind.SyncFailing, TroubleKind.SyncQuarantined, TroubleKind.DeltaOld),
            With(TroubleKind.SyncQuarantined),
            items.Sum(item => item.Sync?.HeldPlans ?? 0),
            items.Sum(item => item.DeadLetters ?? 0) + (ofNone?.Total ?? 0),
            items.Sum(item => item.HeldTasks ?? 0),
            items.Sum(item => item.CapsNearFull ?? 0),
            items.Sum(item => item.SuspendedTriggers ?? 0),
            With(TroubleKind.PurgeLate),
            With(TroubleKind.PresenceStale, TroubleKind.PresenceFailing, TroubleKind.PresencePermissionMissing));

        int With(params TroubleKind[] kinds) => items.Count(item => item.Trouble.Any(trouble => kinds.Contains(trouble.Kind)));
    }
}
