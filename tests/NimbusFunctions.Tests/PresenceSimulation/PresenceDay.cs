using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>A seed's minutes: people come and go, polls fail, processes die, readers ask; then it is quiet.</summary>
internal sealed class PresenceDay(PresenceWorld world)
{
    private const string Service = "sales";
    private const int MostFailures = 5;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(8);

    // The longest backoff, an interval, and the timer's tick with the poll itself.
    private static readonly TimeSpan Recovery = PresenceBackoff.Longest + TimeSpan.FromSeconds(15) + PresenceSchedule.Tick + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ReaderMemory = ScheduleStore.Memory;

    private bool isOver;

    public void Run()
    {
        try
        {
            world.Pump.RunUntil(LiveAsync());
        }
        catch (Exception failure)
        {
            world.Fail(failure.ToString());
        }
    }

    private async Task LiveAsync()
    {
        await BeginAsync();
        for (var number = 0; number < world.Weather.Processes; number++)
            world.Start();
        world.Rough = true;
        var ticks = TickAsync();
        List<Task> day = [PeopleAsync(), KillAsync(), RevokeAsync()];
        day.AddRange(Enumerable.Range(0, 30).Select(_ => ReadAsync()));
        await Task.WhenAll(day);
        world.Trace.Add("quiet");
        world.Rough = false;
        await Task.Delay(Recovery, world.Time, CancellationToken.None);
        await CheckEndAsync();
        isOver = true;
        await ticks;
    }

    private async Task BeginAsync()
    {
        var admin = world.Start(reliable: true);
        await admin.Tenants.CreateAsync(
            new Tenant(PresenceWorld.Tenant, TenantState.Active, 1, world.Time.GetUtcNow()), SettingsCatalogue.General.DefaultJson, "operator", CancellationToken.None);
        var service = new Service(
            Service, "sales@contoso.example", "Sales", "SkillBased", null, "unit", "ContactCenter", ["Call"], true, false, true, false, "Normal",
            ProvisioningSection.TeamOwner, ServiceState.Operational, 0, world.Time.GetUtcNow());
        await world.Tables["Services"].UpsertEntityAsync(ServiceRow.Write(PresenceWorld.Tenant, service), TableUpdateMode.Replace, CancellationToken.None);
        foreach (var user in world.Truth.Users)
        {
            var id = user.ToString("D");
            await world.Tables["Memberships"].UpsertEntityAsync(
                new TableEntity($"{PresenceWorld.Tenant}|{Service}", id) { ["Role"] = nameof(Role.TeamMember) }, TableUpdateMode.Replace, CancellationToken.None);
            await world.Tables["Users"].UpsertEntityAsync(
                new TableEntity(UserRow.Partition(PresenceWorld.Tenant, id), id) { ["State"] = nameof(UserState.Active) }, TableUpdateMode.Replace, CancellationToken.None);
        }
    }

    private async Task TickAsync()
    {
        while (!isOver)
        {
            await Task.Delay(PresenceSchedule.Tick, world.Time, CancellationToken.None);
            // The host runs the timer on one instance; two at once come of a lease that is lost.
            for (var runs = world.Rough && world.Chances.Chance(0.1) ? 2 : 1; runs > 0; runs--)
            {
                if (world.Alive is { Count: > 0 } alive)
                    _ = world.Observe(TickOnceAsync(world.Chances.Pick(alive)));
            }
        }
    }

    private async Task TickOnceAsync(PresenceProcess process)
    {
        try
        {
            await process.Scheduler.QueueDueAsync(CancellationToken.None);
        }
        catch (Azure.RequestFailedException)
        {
            world.Trace.Add($"{process.Name} cannot read the schedules");
        }
    }

    private async Task PeopleAsync()
    {
        for (var change = 0; change < 60; change++)
        {
            await PauseAsync(Length / 30);
            world.Truth.Change(world.Chances);
        }
    }

    private async Task KillAsync()
    {
        for (var kill = 0; kill < world.Weather.Kills; kill++)
        {
            await PauseAsync(Length / world.Weather.Kills);
            if (world.Alive is { Count: > 0 } alive)
                world.Chances.Pick(alive).OperationsLeft = 1 + world.Chances.Below(20);
        }
    }

    private async Task RevokeAsync()
    {
        if (!world.Chances.Chance(0.3))
            return;
        await PauseAsync(Length / 2);
        world.IsPermitted = false;
        await PauseAsync(Length / 3);
        world.IsPermitted = true;
    }

    private async Task ReadAsync()
    {
        await PauseAsync(Length);
        if (world.Alive is not { Count: > 0 } alive)
            return;
        var process = world.Chances.Pick(alive);
        var user = world.Chances.Pick([.. world.Truth.Users]);
        _ = world.Observe(ReadAsync(process, user));
    }

    private async Task ReadAsync(PresenceProcess process, Guid user)
    {
        var begun = world.Time.GetUtcNow();
        try
        {
            var known = (await process.Reader.OfAsync(PresenceWorld.Tenant, [user.ToString("D")], CancellationToken.None)).Values.Single();
            var now = world.Time.GetUtcNow();
            world.Trace.Add($"{process.Name} says {known.Seen} {known.Reason}");
            if (known.IsKnown)
                CheckKnown(user, known, begun, now);
        }
        catch (Azure.RequestFailedException)
        {
            world.Trace.Add($"{process.Name} cannot say");
        }
    }

    private void CheckKnown(Guid user, KnownPresence known, DateTimeOffset begun, DateTimeOffset now)
    {
        if (now - known.ConfirmedAt!.Value > known.Cadence * 3)
            world.Fail($"{user} is known by a confirmation of {known.ConfirmedAt}, that is stale.");
        if (!world.Truth.WasSo(user, known.Seen!, known.ConfirmedAt.Value - PresenceGraph.Lag, now))
            world.Fail($"{user} is said to be {known.Seen}, and was not since {known.ConfirmedAt}.");
        if (world.Watch.NewestBefore(user, begun - ReaderMemory) is { } newest && known.Since < newest)
            world.Fail($"{user} is said to be {known.Seen} since {known.Since}, and something newer of {newest} was stored.");
    }

    private async Task CheckEndAsync()
    {
        var reader = world.Start(reliable: true).Reader;
        var ids = world.Truth.Users.Select(user => user.ToString("D")).ToList();
        var known = await reader.OfAsync(PresenceWorld.Tenant, ids, CancellationToken.None);
        foreach (var user in world.Truth.Users.TakeWhile(_ => world.Failures.Count < MostFailures))
        {
            var one = known[user.ToString("D")];
            if (!one.IsKnown)
                world.Fail($"It is quiet, and {user} is not known: {one.Reason}, {one.ConfirmedAt}.");
            else if (!PresenceTruth.IsSame(one.Seen!, world.Truth.At(user, world.Time.GetUtcNow()).Seen))
                world.Fail($"It is quiet, and {user} is said to be {one.Seen}.");
            else if (world.Weather is { Kills: 0, StoreFaults: 0 } && world.Follower.Last[user.ToString("D")].After is var last && (last is null || !PresenceTruth.IsSame(last, one.Seen!)))
                world.Fail($"The followers were told last that {user} is {last}, and {one.Seen} is stored.");
        }
    }

    private Task PauseAsync(TimeSpan most) =>
        Task.Delay(TimeSpan.FromMilliseconds(1 + world.Chances.Below((int)most.TotalMilliseconds)), world.Time, CancellationToken.None);
}
