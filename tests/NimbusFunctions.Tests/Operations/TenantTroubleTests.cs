using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;
using NimbusFunctions.Operations.Overview;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.Operations;

public sealed class TenantTroubleTests
{
    private const string Id = "10000000-0000-0000-0000-000000000001";
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    private static readonly TenantFacts Fine = new(new(Id, TenantState.Active, 1, Now.AddDays(-30)), "Alpenwerk")
    {
        Sync = new(7, null, false, Now.AddMinutes(3), false, Now.AddMinutes(-2)),
        LastRun = new("r", "delta", Now.AddMinutes(-2), Now.AddMinutes(-1), 1, RunCounts.Zero, []),
        TokensAsOf = Now.AddMinutes(-1),
        Presence = Polled(Now.AddSeconds(-10)),
        Purge = PurgeSchedule.New(Now.AddMinutes(-50)),
        Slots = [new(TaskPartition.Of(Id, "s", Modality.Email), 20, 15, 0, null)],
    };

    [Fact]
    public void Of_ATenantThatIsFine_IsNothing()
    {
        Assert.Empty(TenantTrouble.Of(Fine, Now));
        Assert.Empty(TenantTrouble.Of(new(Fine.Tenant with { Created = Now.AddMinutes(-1) }, "new"), Now));
    }

    public static TheoryData<string, object> Cases { get; } = new()
    {
        { "SyncFailing", Fine with { Sync = Fine.Sync with { Failing = new(Now.AddHours(-1), SyncBackoff.QuarantineFrom - 1, GraphTrouble.Unavailable, "Graph is away.") } } },
        { "SyncQuarantined", Fine with { Sync = Fine.Sync with { Failing = new(Now.AddHours(-1), SyncBackoff.QuarantineFrom, GraphTrouble.NoToken, "No consent.") } } },
        { "SyncLate", Fine with { LastRun = Fine.LastRun! with { Ended = Now - TenantTrouble.SyncIsLate - TimeSpan.FromSeconds(1) } } },
        { "SyncLate", Fine with { LastRun = null } },
        { "SyncLate", Fine with { LastRun = null, Sync = Fine.Sync with { Outstanding = Now, Heard = Now - TenantTrouble.SyncIsLate - TimeSpan.FromSeconds(1) } } },
        { "DeltaOld", Fine with { TokensAsOf = Now - SyncLinks.Old - TimeSpan.FromSeconds(1) } },
        { "PlanHeld", Fine with { Plans = [new("h", Now, "r", [], 3, new Dictionary<GuardCause, int>())] } },
        { "RemovalsPaused", Fine with { RemovalsPaused = new("me", Now, "why") } },
        { "PresencePermissionMissing", Fine with { Presence = Polled(Now) with { Permission = PresencePermission.Missing } } },
        { "PresencePermissionMissing", Fine with { Presence = Polled(Now) with { Permission = PresencePermission.NotConsented } } },
        { "PresenceFailing", Fine with { Presence = Polled(Now.AddHours(-1)) with { Failing = new(Now.AddHours(-1), 3, GraphTrouble.Throttled) } } },
        { "PresenceStale", Fine with { Presence = Polled(Now - TenantTrouble.PresenceIsStale - TimeSpan.FromSeconds(1)) } },
        { "PurgeLate", Fine with { Purge = PurgeSchedule.New(Now - PurgeSchedule.Danger) } },
        { "PurgesPaused", Fine with { PurgesPaused = new("me", Now, "why") } },
        { "DeadLetters", Fine with { Letters = new(2, Now, new Dictionary<string, int>()) } },
        { "TriggersSuspended", Fine with { Suspended = [Trigger()] } },
        { "CapsNearFull", Fine with { Slots = [new(TaskPartition.Of(Id, "s", Modality.Email), 20, 16, 0, null)] } },
        { "CapsNearFull", Fine with { Slots = [new(TaskPartition.Of(Id, "s", Modality.Email), 5, 4, 0, null)] } },
        { "TasksHeld", Fine with { Slots = [new(TaskPartition.Of(Id, "s", Modality.Email), 20, 2, 1, Now - TenantTrouble.HeldIsLong - TimeSpan.FromSeconds(1))] } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_ATrouble_SaysItInASentenceWithAPlaceToLook(string kind, object facts)
    {
        var trouble = Assert.Single(TenantTrouble.Of((TenantFacts)facts, Now));

        Assert.Equal(kind, trouble.Kind.ToString());
        Assert.EndsWith(".", trouble.Text, StringComparison.Ordinal);
        Assert.StartsWith($"/v1/tenants/{Id}/", trouble.Look, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AThrownSwitch_LooksAtTheOneThatWasThrown()
    {
        RemovalPause removals = new("me", Now, "why");
        PurgePause purges = new("me", Now, "why");

        Assert.Equal([$"/v1/tenants/{Id}/sync/pause", $"/v1/tenants/{Id}/retention/pause"], Looks(Fine with { RemovalsPaused = removals, PurgesPaused = purges }));
        Assert.Equal(["/v1/sync/pause", "/v1/retention/pause"], Looks(Fine with { PausesOfAll = new(removals, purges) }));
        Assert.Equal(
            ["/v1/sync/pause", "/v1/retention/pause"],
            Looks(Fine with { RemovalsPaused = removals, PurgesPaused = purges, PausesOfAll = new(removals, purges) }));

        static IEnumerable<string> Looks(TenantFacts facts) => TenantTrouble.Of(facts, Now).Select(trouble => trouble.Look);
    }

    [Fact]
    public void Cases_HoldEveryKind() => Assert.Equal(
        Enum.GetNames<TroubleKind>().Except([nameof(TroubleKind.Unknown)]).Order(), Cases.Select(row => row.Data.Item1).Distinct().Order());

    [Fact]
    public void Of_ANumber_SaysItAsTheTenantsLineDoesAndOfOneInTheSingular()
    {
        var late = Fine with { Purge = PurgeSchedule.New(Now.AddHours(-18).AddMinutes(-40)) };
        var failing = Fine with { Sync = Fine.Sync with { Failing = new(Now, 1, GraphTrouble.Unavailable, "Graph is away.") } };

        Assert.StartsWith($"Data may be {RetentionItem.Of(late, Now).OverdueHours} hours over", Text(late), StringComparison.Ordinal);
        Assert.Equal("The sync failed 1 time: Graph is away. It tries again by itself.", Text(failing));

        static string Text(TenantFacts facts) => Assert.Single(TenantTrouble.Of(facts, Now)).Text;
    }

    [Fact]
    public void Of_WhatIsNotWorthATrouble_IsNothing()
    {
        Assert.Empty(TenantTrouble.Of(Fine with { Presence = Polled(Now.AddHours(-1)) with { Users = 0 } }, Now));
        Assert.Empty(TenantTrouble.Of(Fine with { Presence = Polled(Now) with { Failing = new(Now, 2, null) } }, Now));
        Assert.Empty(TenantTrouble.Of(Fine with { Slots = [new(TaskPartition.Of(Id, "s", Modality.Email), 20, 2, 1, Now.AddMinutes(-1))] }, Now));
        // A long first run: it is heard of.
        Assert.Empty(TenantTrouble.Of(Fine with { LastRun = null, Sync = Fine.Sync with { Outstanding = Now.AddMinutes(-5), Heard = Now.AddMinutes(-5) } }, Now));
    }

    [Fact]
    public void WorstFirst_PutsTheUnknownFirstAndTheFineLast()
    {
        var items = new[]
        {
            TenantItem.Of(Fine, Now),
            TenantItem.Of((TenantFacts)Cases.First(row => row.Data.Item1 == "CapsNearFull").Data.Item2, Now),
            TenantItem.Of((TenantFacts)Cases.First(row => row.Data.Item1 == "SyncQuarantined").Data.Item2, Now),
            TenantItem.Unknown("x"),
        };

        Assert.Equal(
            new TroubleKind?[] { TroubleKind.Unknown, TroubleKind.SyncQuarantined, TroubleKind.CapsNearFull, null },
            TenantItem.WorstFirst(items).Select(item => item.Trouble.Select(trouble => (TroubleKind?)trouble.Kind).FirstOrDefault()));
    }

    private static PresenceSchedule Polled(DateTimeOffset at) =>
        PresenceSchedule.New(Id, at) with { LastPoll = at, Users = 5, Permission = PresencePermission.Granted };

    private static FlowTrigger Trigger() => new("t", TriggerKind.Tasks, "https://flow.example", new(["s"], ["e"], [], []), "u", Now)
    {
        Health = new(SuspensionCause.RoleLost, Now),
    };
}
