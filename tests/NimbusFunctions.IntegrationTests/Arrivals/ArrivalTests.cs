using NimbusFunctions.Tasks;

namespace NimbusFunctions.IntegrationTests.Arrivals;

public sealed class ArrivalTests(ArrivalsFixture edition) : IClassFixture<ArrivalsFixture>
{
    // infra/queues.json
    private const int MostDeliveries = 20;

    [Fact]
    public async Task When_TheCapIsFull_Should_HoldArrivalsInOrderAndAdmitThemAsSlotsComeFree()
    {
        var service = await edition.ServiceAsync();
        await edition.LimitAsync(service, email: 1);
        await edition.ArriveAsync(service, "mail-0");
        var running = await edition.DispatchedAsync();
        for (var number = 1; number <= 5; number++)
            await edition.ArriveAsync(service, $"mail-{number}");
        await ArrivalsFixture.UntilAsync(async () => (await edition.SlotsAsync(service)).Held == 5, "five emails are held");
        Assert.Equal(["mail-1", "mail-2", "mail-3", "mail-4", "mail-5"], await edition.HeldAsync(service));
        var shown = (await edition.GetAsync($"tasks?state=held&service={service}")).Json.GetProperty("value").EnumerateArray().ToList();
        Assert.Equal(5, shown.Count);
        Assert.All(shown, task => Assert.Equal("Held", task.GetProperty("state").GetString()));

        for (var number = 1; number <= 5; number++)
        {
            edition.Tell(running.TaskId, TaskState.Terminated, TimeProvider.System.GetUtcNow(), "Completed");
            running = await edition.DispatchedAsync();
            Assert.Equal($"mail-{number}", ArrivalsFixture.NameOf(running));
            Assert.Equal(1, (await edition.SlotsAsync(service)).InUse);
        }

        await EndAsync(service, running);
    }

    [Fact]
    public async Task When_ArrivalsAreSentBackAgainAndAgain_Should_LoseNoneKeepTheOrderAndCountNoDelivery()
    {
        var service = await edition.ServiceAsync();
        await edition.LimitAsync(service, email: 1, heldArrivals: 1);
        var before = Admissions();
        for (var number = 0; number < 6; number++)
        {
            await edition.ArriveAsync(service, $"mail-{number}");
            await ArrivalsFixture.UntilAsync(() => Task.FromResult(Admissions() > before + number), "it was looked at");
        }

        var running = await edition.DispatchedAsync();
        var highest = 0;
        // Four go round and round, once a second: so coarse is the time on the wire.
        await ArrivalsFixture.UntilAsync(
            () =>
            {
                highest = Math.Max(highest, edition.Edition.Broker.Broker.Queue("incoming-tasks").Snapshot().Messages.Max(message => (int?)message.DeliveryCount) ?? 0);
                return Task.FromResult(Admissions() - before > 6 + (4 * (MostDeliveries + 2)));
            },
            "each was sent back more often than a message is delivered");
        Assert.Equal(["mail-1"], await edition.HeldAsync(service));

        for (var number = 1; number < 6; number++)
        {
            edition.Tell(running.TaskId, TaskState.Terminated, TimeProvider.System.GetUtcNow(), "Completed");
            running = await edition.DispatchedAsync();
            Assert.Equal($"mail-{number}", ArrivalsFixture.NameOf(running));
        }

        await EndAsync(service, running);
        Assert.InRange(highest, 0, 1);
        Assert.Equal(0, edition.Edition.Broker.Broker.Queue("incoming-tasks").Counts.DeadLetter);
        Assert.DoesNotContain(await edition.DeadLettersAsync(), letter => letter.Body.Contains(service, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_AnEmailComesTwice_Should_BeOneTask()
    {
        var service = await edition.ServiceAsync();
        await edition.LimitAsync(service, email: 5);
        var before = Admissions();
        for (var time = 0; time < 3; time++)
            await edition.ArriveAsync(service, "mail-0");

        await ArrivalsFixture.UntilAsync(() => Task.FromResult(Admissions() >= before + 3), "all three were looked at");

        var running = await edition.DispatchedAsync();
        Assert.Equal(running.TaskId, Assert.Single((await edition.SlotsAsync(service)).Taken).TaskId);
        await EndAsync(service, running);
        Assert.Equal(0, edition.Edition.Broker.Broker.Queue("task-dispatch").Counts.Active);
    }

    [Fact]
    public async Task When_EventsComeInAnyOrder_Should_CountByWhenTheyHappened()
    {
        var service = await edition.ServiceAsync();
        await edition.LimitAsync(service, email: 5);
        await edition.ArriveAsync(service, "mail-0");
        var running = await edition.DispatchedAsync();
        var now = TimeProvider.System.GetUtcNow();

        edition.Tell(running.TaskId, TaskState.InAfterWork, now);
        await UntilStateAsync(running, TaskState.InAfterWork);
        edition.Tell(running.TaskId, TaskState.Connected, now - TimeSpan.FromSeconds(2));
        edition.Tell(running.TaskId, TaskState.Offered, now - TimeSpan.FromSeconds(1));
        edition.Tell(running.TaskId, TaskState.Offered, now + TimeSpan.FromSeconds(1));
        await UntilStateAsync(running, TaskState.Offered);
        edition.Tell(running.TaskId, TaskState.Terminated, now - TimeSpan.FromSeconds(3), "Abandoned");
        edition.Tell(running.TaskId, TaskState.Terminated, now, "Completed");

        await ArrivalsFixture.UntilAsync(async () => (await edition.SlotsAsync(service)).InUse == 0, "the slot is free");
        await ArrivalsFixture.UntilAsync(() => edition.HasEndedAsync(running.TaskId), "the history has it");
    }

    [Fact]
    public async Task When_AnEntryIsDueSoon_Should_HoldItsSlotAndBeDispatchedAtItsTime()
    {
        var service = await edition.ServiceAsync();
        await edition.LimitAsync(service, outbound: 1);
        var due = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(4);
        var body = $$"""{"serviceUpn":"{{service}}@alpenwerk.example","destination":"+41441234567","dueDateTimeUtc":"{{due:yyyy-MM-ddTHH:mm:ss.fffffffZ}}"}""";
        Assert.Equal(200, (await edition.PostAsync("v1/scheduler-entries", body)).Status);
        Assert.Equal(1, (await edition.SlotsAsync(service, Modality.Outbound)).InUse);
        Assert.Equal(409, (await edition.PostAsync("v1/scheduler-entries", body)).Status);

        var dispatch = await edition.DispatchedAsync();

        Assert.InRange(TimeProvider.System.GetUtcNow(), due, due + TimeSpan.FromSeconds(10));
        Assert.Equal(Modality.Outbound, dispatch.Modality);
        edition.Tell(dispatch.TaskId, TaskState.Terminated, TimeProvider.System.GetUtcNow(), "Completed");
    }

    [Theory]
    [InlineData("incoming-tasks", "not json", "cannot be read")]
    [InlineData("incoming-tasks", """{"id":"x","tenant":"TENANT","service":"nobody","modality":"Email","content":{}}""", "service")]
    [InlineData("incoming-tasks", """{"id":"x","tenant":"33333333-3333-3333-3333-333333333333","service":"nobody","modality":"Email","content":{}}""", "tenant")]
    [InlineData("incoming-tasks", """{"id":"x","tenant":"TENANT","service":"SERVICE","modality":"InstantMessaging","content":{}}""", "modality")]
    [InlineData("incoming-tasks", """{"id":"x","tenant":"TENANT","service":"SERVICE","modality":"Outbound","content":{}}""", "modality")]
    [InlineData("task-events", """{"tenant":"TENANT","taskId":"x","id":"e","at":"2026-01-01T00:00:00Z","state":"Flying"}""", "cannot be read")]
    [InlineData("task-events", """{"tenant":"TENANT","taskId":"x","id":"e","state":"Offered"}""", "at")]
    public async Task When_AMessageIsPoison_Should_BeKeptWithItsReason(string queue, string body, string reason)
    {
        var text = body
            .Replace("TENANT", edition.Tenant, StringComparison.Ordinal)
            .Replace("SERVICE", await edition.ServiceAsync(), StringComparison.Ordinal)
            + new string(' ', Random.Shared.Next(1, 10_000));
        edition.Send(queue, text);

        await ArrivalsFixture.UntilAsync(async () => (await edition.DeadLettersAsync()).Any(letter => letter.Body == text), "it is kept");

        var letter = (await edition.DeadLettersAsync()).First(letter => letter.Body == text);
        Assert.Equal(queue, letter.Queue);
        Assert.Contains(reason, letter.Reason, StringComparison.Ordinal);
    }

    private int Admissions() => edition.Journal.Invocations.Count(entry => entry.Function == "AdmitArrival");

    private async Task EndAsync(string service, Dispatch running)
    {
        edition.Tell(running.TaskId, TaskState.Terminated, TimeProvider.System.GetUtcNow(), "Completed");
        await ArrivalsFixture.UntilAsync(async () => await edition.SlotsAsync(service) is { InUse: 0, Held: 0, SentBack: null }, "nobody works or waits");
    }

    private Task UntilStateAsync(Dispatch running, TaskState state) => ArrivalsFixture.UntilAsync(
        async () => (await edition.Reader.FindAsync(edition.Tenant, running.TaskId, TestContext.Current.CancellationToken))?.State == state,
        $"the task is {state}");
}
