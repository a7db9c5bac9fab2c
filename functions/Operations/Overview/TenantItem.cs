using NimbusFunctions.Tenants;

namespace NimbusFunctions.Operations.Overview;

/// <summary>How a tenant stands, in a line. Where its rows could not be read everything but id and trouble is null.</summary>
/// <param name="HeldTasks">Chats and emails that wait for a slot.</param>
/// <param name="CapsNearFull">Services' caps of which four of five slots or more are in use.</param>
/// <param name="SuspendedTriggers">Triggers of flows that are not delivered.</param>
/// <param name="Trouble">What is to be acted on, the worst first.</param>
internal sealed record TenantItem(
    string Id,
    string? Name,
    TenantState? State,
    SyncItem? Sync,
    PresenceItem? Presence,
    RetentionItem? Retention,
    int? DeadLetters,
    int? HeldTasks,
    int? CapsNearFull,
    int? SuspendedTriggers,
    IReadOnlyList<Trouble> Trouble)
{
    public static TenantItem Unknown(string tenant) => new(
        tenant, null, null, null, null, null, null, null, null, null,
        [new(TroubleKind.Unknown, null, "How the tenant stands could not be read: the store does not answer for it.", "/health/ready")]);

    public static TenantItem Of(TenantFacts facts, DateTimeOffset now) => new(
        facts.Tenant.Id,
        facts.Name,
        facts.Tenant.State,
        SyncItem.Of(facts, now),
        PresenceItem.Of(facts, now),
        RetentionItem.Of(facts, now),
        facts.Letters.Total,
        facts.Slots.Sum(slots => slots.Held),
        facts.Slots.Count(slots => slots.IsNearFull),
        facts.Suspended.Count,
        TenantTrouble.Of(facts, now));

    /// <summary>The worst first; of two in like trouble the one with more of it, then by id.</summary>
    public static IOrderedEnumerable<TenantItem> WorstFirst(IEnumerable<TenantItem> items) => items
        .OrderBy(item => item.Trouble.Count == 0 ? int.MaxValue : (int)item.Trouble.Min(trouble => trouble.Kind))
        .ThenByDescending(item => item.Trouble.Count)
        .ThenBy(item => item.Id, StringComparer.Ordinal);

    /// <summary>Ages in steps: an answer in which nothing else changed is the same answer.</summary>
    internal static double? Steps(DateTimeOffset? since, DateTimeOffset now, TimeSpan step) =>
        since is { } at ? Math.Floor(Math.Max(0, (now - at) / step)) * step.TotalSeconds : null;
}

/// <summary>How the sync stands.</summary>
/// <param name="State"><c>New</c>, <c>Fine</c>, <c>Running</c>, <c>Failing</c> or <c>Quarantined</c>.</param>
/// <param name="LastSuccess">When the last run ended; null before the first, and while runs fail.</param>
/// <param name="DeltaAgeSeconds">How old the change tokens are, in whole minutes; null: there are none.</param>
/// <param name="HeldPlans">How many plans wait for a decision.</param>
/// <param name="QuarantinedSince">Since when runs fail, where it is a quarantine.</param>
/// <param name="Failures">How many failed in a row.</param>
internal sealed record SyncItem(
    string State, DateTimeOffset? LastSuccess, double? DeltaAgeSeconds, int HeldPlans, DateTimeOffset? QuarantinedSince, int Failures, bool RemovalsPaused)
{
    public static SyncItem Of(TenantFacts facts, DateTimeOffset now)
    {
        var failing = facts.Sync.Failing;
        return new(
            failing is { IsQuarantine: true } ? "Quarantined" : failing is not null ? "Failing" : facts.Sync.Outstanding is not null ? "Running" : facts.LastRun is null ? "New" : "Fine",
            failing is null ? facts.LastRun?.Ended : null,
            TenantItem.Steps(facts.TokensAsOf, now, TimeSpan.FromMinutes(1)),
            facts.Plans.Count,
            failing is { IsQuarantine: true } ? failing.Since : null,
            failing?.Failures ?? 0,
            (facts.PausesOfAll.Removals ?? facts.RemovalsPaused) is not null);
    }
}

/// <summary>How the presence stands.</summary>
/// <param name="Tracked">How many users are tracked.</param>
/// <param name="AgeSeconds">How long ago the last poll that was answered began, in steps of 15; null: none was.</param>
/// <param name="Failures">How many polls failed in a row.</param>
/// <param name="FailingSince">Since when; null: the last one did not.</param>
/// <param name="Permission">Whether the app may read presence.</param>
internal sealed record PresenceItem(int Tracked, double? AgeSeconds, int Failures, DateTimeOffset? FailingSince, string Permission)
{
    public static PresenceItem Of(TenantFacts facts, DateTimeOffset now) => new(
        facts.Presence?.Users ?? 0,
        TenantItem.Steps(facts.Presence?.LastPoll, now, TimeSpan.FromSeconds(15)),
        facts.Presence?.Failing?.Failures ?? 0,
        facts.Presence?.Failing?.Since,
        (facts.Presence?.Permission ?? default).ToString());
}

/// <summary>How the purge stands.</summary>
/// <param name="OverdueHours">For how many whole hours the oldest row may be over its time; null: the tenant was never purged.</param>
/// <param name="Paused">Whether purges wait for a switch.</param>
/// <param name="HeldPlan">How many kinds of data have a lowered retention that does not count yet.</param>
internal sealed record RetentionItem(int? OverdueHours, bool Paused, int HeldPlan)
{
    public static RetentionItem Of(TenantFacts facts, DateTimeOffset now) => new(
        (int?)facts.Purge?.Overdue(now).TotalHours, (facts.PausesOfAll.Purges ?? facts.PurgesPaused) is not null, facts.HeldLowerings);
}
