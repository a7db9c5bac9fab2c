using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Arrivals;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tests.Callbacks.Deliveries;

namespace NimbusFunctions.IntegrationTests.Operations;

/// <summary>
/// A message of each queue is given up over something that is then mended: a row that nobody can read, an address that is
/// away. Replayed it has its effect, and has it once, however often it comes. <c>incoming-tasks</c> is in <see cref="DeadLetterTests"/>.
/// </summary>
public sealed class MendedCauseTests(LocalEditionFixture edition) : IClassFixture<LocalEditionFixture>
{
    private const int LastAttempt = FailurePolicy.MostAttempts - 1;

    private readonly StoreTables tables = new(new TableServiceClient(edition.Edition.Azurite.ConnectionString));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string Tenant => edition.TenantId;

    private Letters Letters => new(edition.Edition, tables, Tenant);

    [Fact]
    public async Task When_TheScheduleOfASyncIsMended_Should_EndTheRunOnce()
    {
        var joiner = (await edition.Control.CreateUserAsync(Tenant, Stop)).Id;
        await edition.Control.AddMemberAsync(Tenant, edition.Tenant.Teams[0].Id, joiner, Stop);
        var state = new SyncStateStore(tables, TimeProvider.System);
        SyncSchedule run = null!;
        await ArrivalsFixture.UntilAsync(
            async () =>
            {
                var (schedule, etag) = await state.ReadScheduleAsync(Tenant, Stop);
                run = schedule with { Sequence = schedule.Sequence + 1, Outstanding = Now, Sent = true, Begun = Now };
                return schedule.Outstanding is null && await state.WriteScheduleAsync(Tenant, run, etag, Stop) is not null;
            },
            "no other run is under way");
        var mend = await Rows.BreakAsync(tables.SyncState, Tenant, "schedule", "Again");

        await ProveAsync(
            SyncScheduler.Queue,
            JsonSerializer.Serialize(new SyncRequest(Tenant, run.Sequence, 0, run.Begun), NimbusJson.Default.SyncRequest),
            nameof(InvalidOperationException),
            mend,
            async () =>
            {
                var (schedule, _) = await state.ReadScheduleAsync(Tenant, Stop);
                if (schedule.Sequence == run.Sequence && schedule.Outstanding is not null)
                    return null;
                var user = await new UserStore(tables).FindAsync(Tenant, joiner, Stop);
                return $"{user?.State} in {user?.Memberships.Count}, {(await LedgerAsync()).Count(line => line.Run == run.Run.ToString())} line";
            },
            "Active in 1, 1 line");
    }

    [Fact]
    public async Task When_ALicenceChangeIsMended_Should_GiveTheLicencesOnce()
    {
        var users = (await edition.Control.TeamsAsync(Tenant, Stop))[1].Members.Take(3).ToList();
        var (store, changes) = (new UserStore(tables), new LicenceChangeStore(tables));
        await ArrivalsFixture.UntilAsync(async () => (await store.FindManyAsync(Tenant, users, Stop)).Count == users.Count, "they are there");
        var change = new LicenceChange(LicenceChangeStore.NewId(Now), ["Email"], [], LicenceChangeState.Running, "operator", Now, users.Count, true, []);
        await changes.AddUsersAsync(Tenant, change.Id, users, Stop);
        Assert.True(await changes.WriteAsync(Tenant, change, null, Stop));
        var row = Assert.Single(await Rows.ListAsync(tables.Runs, "|change", $"{Tenant}|{LicenceChangeStore.Infix}{change.Id[..8]}"));
        var mend = await Rows.BreakAsync(tables.Runs, row.PartitionKey, row.RowKey, "Json");

        await ProveAsync(
            LicenceChangeRun.Queue,
            JsonSerializer.Serialize(new LicenceChangeRequest(Tenant, change.Id), NimbusJson.Default.LicenceChangeRequest),
            nameof(JsonException),
            mend,
            async () =>
            {
                if ((await changes.FindAsync(Tenant, change.Id, Stop))?.Change.State != LicenceChangeState.Done)
                    return null;
                var counts = await changes.CountAsync(Tenant, change.Id, Stop);
                var lines = (await LedgerAsync()).Where(line => line.Proof.Contains(change.Id, StringComparison.Ordinal)).Select(line => line.Subject).Order();
                return $"{counts[LicenceOutcome.Given]} given: {string.Join(", ", lines)}";
            },
            $"3 given: {string.Join(", ", users.Order())}");
    }

    [Fact]
    public async Task When_ATasksRowIsMended_Should_EndItAndFreeItsSlotOnce()
    {
        var first = await PostAsync();
        var row = Assert.Single(await Rows.ListAsync(tables.Tasks, $"t|{first}"));
        var mend = await Rows.BreakAsync(tables.Tasks, row.PartitionKey, row.RowKey, "Json");
        // A new process reads what is stored.
        using (var worker = Process.GetProcessById(edition.Edition.Host.WorkerProcessId!.Value))
        {
            worker.Kill();
            await worker.WaitForExitAsync(Stop);
        }

        var ended = JsonSerializer.Serialize(new { tenant = Tenant, taskId = first, id = "the end", at = Now, state = "Terminated", completionReason = "Completed" });
        string? second = null;

        await ProveAsync(
            "task-events",
            ended,
            nameof(JsonException),
            mend,
            async () =>
            {
                if ((await Rows.ListAsync(tables.History, first)).Count == 0)
                    return null;
                // What has a slot since is not to lose it when the end comes again.
                second ??= await PostAsync();
                return $"{(await Rows.ListAsync(tables.History, first)).Count} in the history, {await InUseAsync()} in use";
            },
            "1 in the history, 1 in use");
    }

    [Fact]
    public async Task When_TheScheduleOfAPurgeIsMended_Should_PurgeOnce()
    {
        var day = Now.AddDays(-900);
        var partition = RowSources.EndedTasks.PartitionPrefix(Tenant) + day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        foreach (var row in (string[])["120000|one", "120000|two", "130000|three"])
            await tables.History.AddEntityAsync(new TableEntity(partition, row) { ["Service"] = "former" }, Stop);
        var book = new ScheduleBook(tables);
        PurgeSchedule purge = null!;
        await ArrivalsFixture.UntilAsync(
            async () =>
            {
                var found = await book.FindAsync(Tenant, Stop);
                purge = (found?.Schedule ?? PurgeSchedule.New(Now)).Start(Now)!;
                return purge is not null && await book.WriteAsync(Tenant, purge, found?.ETag, Stop) is not null;
            },
            "no other purge is under way");
        var mend = await Rows.BreakAsync(tables.Receipts, Tenant, "schedule", "Begun");

        await ProveAsync(
            PurgeScheduler.Queue,
            JsonSerializer.Serialize(new PurgeRequest(Tenant, purge.Sequence, 0), NimbusJson.Default.PurgeRequest),
            nameof(InvalidOperationException),
            mend,
            async () =>
            {
                var left = (await Rows.ListAsync(tables.History, "", partition)).Count;
                var receipts = new List<long>();
                await foreach (var line in new ReceiptBook(tables).ReadAsync(Tenant, 0, Stop))
                {
                    if (line.Note.Source == RowSources.EndedTasks.Name && line.Note.Day == DateOnly.FromDateTime(day.UtcDateTime))
                        receipts.Add(line.Note.Removed);
                }

                return left == 0 && receipts.Count > 0 ? $"receipts over {string.Join(", ", receipts)}" : null;
            },
            "receipts over 3");
    }

    [Fact]
    public async Task When_APollIsReplayed_Should_PollOnce()
    {
        Assert.Equal(200, (await Letters.CallAsync(HttpMethod.Patch, $"v1/tenants/{Tenant}/settings/presence", """{"tracking":true,"intervalSeconds":60}""")).Status);
        var schedules = new ScheduleStore(tables, TimeProvider.System);
        PresenceSchedule poll = null!;
        await ArrivalsFixture.UntilAsync(
            async () =>
            {
                if (await schedules.FindAsync(Tenant, Stop) is not { Schedule.TakenUntil: null } found)
                    return false;
                // Its message is lost, and the next one is not due for long.
                poll = found.Schedule with { Sequence = found.Schedule.Sequence + 1, NextDue = Now.AddHours(1) };
                return await schedules.WriteAsync(poll, found.ETag, Stop) is not null;
            },
            "the tenant has a schedule");
        // A poll gives up nothing that it can read, so this one is as the queue itself gives up: after twenty deliveries.
        var body = JsonSerializer.Serialize(new PollRequest(Tenant, poll.Sequence), NimbusJson.Default.PollRequest);
        await new DeadLetterStore(tables).AddAsync(
            DeadLetter.From(new(PresenceScheduler.Queue, body, null, 0, Now), "lost", "The queue gave it up: MaxDeliveryCountExceeded.", Now), Stop);

        await ProveLetterAsync(
            PresenceScheduler.Queue,
            body,
            "MaxDeliveryCountExceeded",
            () => Task.CompletedTask,
            // Whatever a poll does it writes the row.
            async () => await schedules.FindAsync(Tenant, Stop) is { Schedule.TakenUntil: null } now && now.Schedule.Taken == poll.Sequence ? now.ETag.ToString() : null);
    }

    [Fact]
    public async Task When_AFlowsAddressIsBack_Should_TellItOnce()
    {
        await using var flow = await LoopbackReceiver.StartAsync();
        var isAway = true;
        flow.Answer = http => LoopbackReceiver.With(isAway ? 503 : 202)(http);
        var registered = await edition.Client(edition.AdminToken).CallAsync(
            HttpMethod.Post, "v1/triggers/tasks", $$"""{"config":{"url":"{{flow.Address}}","services":["{{edition.Tenant.Teams[0].Mail}}"],"taskEvents":["Created"]} }""");
        Assert.Equal(201, registered.Status);
        var trigger = (await new TriggerStore(tables).ListAsync(Tenant, Stop)).Single(one => one.Address == flow.Address);
        using var news = JsonDocument.Parse("""{"event":"Created"}""");
        var body = JsonSerializer.Serialize(
            new CallbackMessage(Tenant, Delivery: new(trigger.Id, "the news", trigger.Filter.Services[0], Now, news.RootElement)), NimbusJson.Default.CallbackMessage);
        Letters.Send(CallbackMessage.Queue, null, body, firstSeen: Now - DeliveryDecision.Patience + TimeSpan.FromSeconds(4));

        var told = 0;
        await ProveLetterAsync(
            CallbackMessage.Queue,
            "the news",
            "for a day",
            () =>
            {
                (isAway, told) = (false, flow.All.Count);
                return Task.CompletedTask;
            },
            () => Task.FromResult<string?>(flow.All.Count > told ? string.Join(", ", flow.All.Skip(told).Select(news => news.EventId)) : null),
            "the news");
    }

    /// <summary>The message fails for the last time, is found, and is replayed when its cause is mended.</summary>
    private async Task ProveAsync(string queue, string body, string because, Func<Task> mend, Func<Task<string?>> effect, string? expected = null)
    {
        var session = edition.Edition.Broker.Broker.Queue(queue).Definition.RequiresSession ? Tenant : null;
        Letters.Send(queue, session, body, LastAttempt);
        await ProveLetterAsync(queue, body, because, mend, effect, expected);

        // Ten minutes later the queue has forgotten its id, and takes it once more.
        Letters.Send(queue, session, body);
        await Letters.EmptyAsync(queue);
        Assert.Equal(expected ?? await effect(), await effect());
    }

    private async Task ProveLetterAsync(string queue, string says, string because, Func<Task> mend, Func<Task<string?>> effect, string? expected = null)
    {
        var letter = await Letters.FindAsync(queue, says);
        Assert.Contains(because, letter.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.Equal(Tenant, letter.GetProperty("tenant").GetString());
        var id = letter.GetProperty("id").GetString()!;
        var row = await Letters.RowAsync(id);

        await mend();
        await Letters.ReplayAsync(id);
        string? seen = null;
        await ArrivalsFixture.UntilAsync(async () => (seen = await effect()) is not null, $"the message of {queue} has its effect");
        Assert.Equal(expected ?? seen, seen);

        // As if the process had died before the letter was removed.
        await Letters.PutBackAsync(row);
        await Letters.ReplayAsync(id);
        await Letters.EmptyAsync(queue);
        Assert.Equal(seen, await effect());
        Assert.Equal(404, (await Letters.CallAsync(HttpMethod.Get, $"{Letters.Root}/{id}")).Status);
    }

    private async Task<IReadOnlyList<LedgerEntry>> LedgerAsync() => await new LedgerStore(tables).ReadDayAsync(Tenant, Now, Stop);

    private async Task<string> PostAsync() => (await edition.Client(edition.AdminToken).CallAsync(
        HttpMethod.Post, "v1/ExternalTasks", $$"""{"serviceUpn":"{{edition.Tenant.Teams[0].Mail}}"}""")).Json.GetProperty("id").GetString()!;

    private async Task<int> InUseAsync()
    {
        var service = (await edition.Client(edition.AdminToken).CallAsync(HttpMethod.Get, $"v1/tenants/{Tenant}/services/{edition.Tenant.Teams[0].Id}/usage")).Json;
        return service.GetProperty("modalities").EnumerateArray().Single(one => one.GetProperty("modality").GetString() == nameof(Modality.ExternalTask))
            .GetProperty("inUse").GetInt32();
    }
}
