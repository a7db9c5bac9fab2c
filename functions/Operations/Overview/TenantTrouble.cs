using System.Collections.Immutable;
using System.Globalization;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Retention.Plan;

namespace NimbusFunctions.Operations.Overview;

/// <summary>What of a tenant an operator has to act on: values in, values out.</summary>
internal static class TenantTrouble
{
    /// <summary>Runs come every five minutes, and one that lost its message is found after twenty.</summary>
    public static readonly TimeSpan SyncIsLate = TimeSpan.FromMinutes(40);

    /// <summary>Longer than the longest pause between two polls that fail.</summary>
    public static readonly TimeSpan PresenceIsStale = TimeSpan.FromMinutes(3);

    /// <summary>Whoever writes to a chat for so long without an answer goes elsewhere.</summary>
    public static readonly TimeSpan HeldIsLong = TimeSpan.FromMinutes(15);

    // A single poll that fails is tried again at once.
    private const int PollsThatFail = 3;

    /// <summary>Everything that is to be acted on, the worst first.</summary>
    public static ImmutableArray<Trouble> Of(TenantFacts facts, DateTimeOffset now) =>
        [.. OfSync(facts, now).Concat(OfPresence(facts, now)).Concat(OfRetention(facts, now)).Concat(OfWork(facts, now)).OrderBy(trouble => trouble.Kind)];

    private static IEnumerable<Trouble> OfSync(TenantFacts facts, DateTimeOffset now)
    {
        var look = Look(facts, "sync");
        if (facts.Sync.Failing is { } failing)
        {
            yield return failing.IsQuarantine
                ? new(TroubleKind.SyncQuarantined, failing.Since, Say($"The sync failed {failing.Failures} times in a row: {failing.Reason}"), look)
                : new(TroubleKind.SyncFailing, failing.Since, Say($"The sync failed {Count(failing.Failures, "time")}: {failing.Reason} It tries again by itself."), look);
        }
        else if (LastHeard(facts) is var heard && now - heard > SyncIsLate)
            yield return new(TroubleKind.SyncLate, heard, "No run of the sync has ended for a long time, and none failed: look whether the timer and the queue directory-sync work.", look);

        if (facts.TokensAsOf is { } asOf && now - asOf > SyncLinks.Old)
            yield return new(TroubleKind.DeltaOld, asOf, "The change tokens were not renewed for days; after seven days everything is compared anew.", look);
        if (facts.Plans.Count > 0)
            yield return new(
                TroubleKind.PlanHeld, facts.Plans.Min(plan => plan.Created), Say($"{Count(facts.Plans.Count, "plan")} of removals to approve or reject: until then nobody loses access."), look);
        if (facts.PausesOfAll.Removals is { } all)
            yield return new(TroubleKind.RemovalsPaused, all.At, "All removals of users are paused, of all tenants.", "/v1/sync/pause");
        else if (facts.RemovalsPaused is { } pause)
            yield return new(TroubleKind.RemovalsPaused, pause.At, "All removals of users are paused.", Look(facts, "sync/pause"));
    }

    private static IEnumerable<Trouble> OfPresence(TenantFacts facts, DateTimeOffset now)
    {
        if (facts.Presence is not { Users: > 0 } presence)
            yield break;
        var look = Look(facts, "presence/status");
        if (presence.Permission is PresencePermission.Missing or PresencePermission.NotConsented)
            yield return new(
                TroubleKind.PresencePermissionMissing, presence.Failing?.Since, "The app may not read presence, so nobody is given work: the tenant has to grant it.", Look(facts, "presence/grant-link"));
        else if (presence.Failing is { Failures: >= PollsThatFail } failing)
            yield return new(TroubleKind.PresenceFailing, failing.Since, Say($"{failing.Failures} polls of presence failed in a row ({failing.Trouble?.ToString() ?? "Internal"})."), look);
        else if (now - (presence.LastPoll ?? presence.NextDue) > PresenceIsStale)
            yield return new(TroubleKind.PresenceStale, presence.LastPoll, "Presence was not polled for minutes, and nothing failed: look whether the timer and the queue presence work.", look);
    }

    private static IEnumerable<Trouble> OfRetention(TenantFacts facts, DateTimeOffset now)
    {
        if (facts.PausesOfAll.Purges is { } all)
            yield return new(TroubleKind.PurgesPaused, all.At, "All purges of all tenants are paused: data stays beyond its time.", "/v1/retention/pause");
        else if (facts.PurgesPaused is { } pause)
            yield return new(TroubleKind.PurgesPaused, pause.At, "All purges are paused: data stays beyond its time.", Look(facts, "retention/pause"));
        if (facts.Purge is { } purge && purge.Overdue(now) is var overdue && overdue >= PurgeSchedule.Danger)
            yield return new(TroubleKind.PurgeLate, purge.Completed, Say($"Data may be {(int)overdue.TotalHours} hours over its time; 24 is the most that is promised."), Look(facts, "retention/receipts"));
    }

    private static IEnumerable<Trouble> OfWork(TenantFacts facts, DateTimeOffset now)
    {
        if (facts.Letters.Total > 0)
            yield return new(TroubleKind.DeadLetters, facts.Letters.Oldest, Say($"{Count(facts.Letters.Total, "message")} given up: look why, mend the cause, replay or drop."), Look(facts, "dead-letters"));
        if (facts.Suspended.Count > 0)
            yield return new(
                TroubleKind.TriggersSuspended, facts.Suspended.Min(trigger => trigger.Health.Since), Say($"{Count(facts.Suspended.Count, "trigger")} of flows not delivered."), Look(facts, "operations"));
        if (facts.Slots.Where(slots => slots.Held > 0 && now - slots.OldestHeldSince > HeldIsLong).ToList() is { Count: > 0 } waiting)
            yield return new(
                TroubleKind.TasksHeld, waiting.Min(slots => slots.OldestHeldSince), Say($"{Count(waiting.Sum(slots => slots.Held), "chat or email", "chats or emails")} waiting long for a slot."), Look(facts, "operations"));
        if (facts.Slots.Count(slots => slots.IsNearFull) is > 0 and var full)
            yield return new(TroubleKind.CapsNearFull, null, Say($"{Count(full, "cap")} nearly full: more tasks will be refused or held."), Look(facts, "operations"));
    }

    /// <summary>When something of the sync was last known to happen; of a tenant that is new, when it was registered.</summary>
    private static DateTimeOffset LastHeard(TenantFacts facts) =>
        new[] { facts.LastRun?.Ended, facts.Sync.Heard, facts.Tenant.Created }.Max()!.Value;

    private static string Look(TenantFacts facts, string what) => $"/v1/tenants/{facts.Tenant.Id}/{what}";

    private static string Count(int number, string one, string? many = null) => Say($"{number} {(number == 1 ? one : many ?? one + "s")}");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
