using System.Diagnostics;
using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Callbacks.Deliveries;
using NimbusFunctions.Tests.Messaging;

namespace NimbusFunctions.IntegrationTests.Callbacks.Deliveries;

/// <summary>News through the queue, the function host and the app's own process, which is killed once.</summary>
public sealed class CallbackTests
{
    private const string Service = "flows";
    private const string User = "c0000000-0000-4000-8000-000000000001";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_TheAppIsKilledInTheMiddleOfACall_Should_SendTheSameIdAgainAndLoseNothing()
    {
        await using var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1, RegisterServices = false, FirstSync = false }, new CollectedJournal(), TextWriter.Null, Stop);
        await using var receiver = await LoopbackReceiver.StartAsync();
        var trigger = await RegisterAsync(edition, receiver.Address);
        var kills = 0;
        receiver.Answer = async http =>
        {
            if (Interlocked.Increment(ref kills) == 1 && edition.Host.WorkerProcessId is { } id)
            {
                using var worker = Process.GetProcessById(id);
                worker.Kill();
                await worker.WaitForExitAsync(Stop);
            }

            await LoopbackReceiver.With(202)(http);
        };

        // Each twice: the queue drops the second.
        foreach (var number in Enumerable.Range(0, 40))
            Send(edition, trigger, $"news-{number / 2}");
        await UntilAsync(() => receiver.All.DistinctBy(news => news.EventId).Count() == 20 && edition.Broker.Broker.Queue(CallbackMessage.Queue).Counts is { Active: 0, Scheduled: 0, Locked: 0 });

        // What was under way when it was killed may come once more, under its id; the one that it died of surely does.
        Assert.All(receiver.All.CountBy(news => news.EventId), news => Assert.InRange(news.Value, 1, 2));
        Assert.Equal(2, receiver.All.Count(news => news.EventId == receiver.All.First().EventId));
    }

    [Fact]
    public async Task When_AMessageCannotBeRead_Should_LieInTheDeadLetters()
    {
        await using var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1, RegisterServices = false, FirstSync = false }, new CollectedJournal(), TextWriter.Null, Stop);
        var deadLetters = new DeadLetterStore(new StoreTables(new TableServiceClient(edition.Azurite.ConnectionString)));

        edition.Broker.Broker.Queue(CallbackMessage.Queue).Send([new BrokerMessage { Body = "nonsense"u8.ToArray(), MessageId = "1" }]);

        IReadOnlyList<DeadLetter> letters = [];
        for (var began = Stopwatch.GetTimestamp(); letters.Count == 0 && Stopwatch.GetElapsedTime(began) < Patience;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
            letters = await deadLetters.ReadDayAsync(edition.Clock.GetUtcNow(), Stop);
        }

        Assert.Equal((CallbackMessage.Queue, "nonsense"), (Assert.Single(letters).Queue, letters[0].Body));
    }

    private static async Task<string> RegisterAsync(LocalEdition edition, string address)
    {
        var tables = new StoreTables(new TableServiceClient(edition.Azurite.ConnectionString));
        var (tenant, now) = (edition.Simulator.Tenants[0].Id, edition.Clock.GetUtcNow());
        var unit = OrganizationUnit.DefaultIdOf(tenant);
        await new ServiceStore(tables).CreateAsync(
            tenant,
            new(Service, "flows@flows.example", "Flows", "SkillBased", null, unit, "ContactCenter", ["ExternalTask"], true, true, true, true, "Normal", "TeamOwner", ServiceState.Operational, 0, now),
            Stop);
        var user = new NimbusUser(
            User, new("A user", "A", "User", "user@flows.example", "", "user@flows.example"), unit, UserSource.Synced, UserState.Active, [new(Service, Role.ServiceOwner)], now, null);
        await new UserStore(tables).WriteAsync(tenant, [new UserWrite(user, null)], Stop);
        var trigger = new FlowTrigger(Guid.NewGuid().ToString("N"), TriggerKind.Tasks, address, new([Service], ["Created"], [], []), User, now);
        await new TriggerStore(tables).AddAsync(tenant, trigger, Stop);
        return trigger.Id;
    }

    private static void Send(LocalEdition edition, string trigger, string id)
    {
        using var body = JsonDocument.Parse("""{"event":"Created"}""");
        var message = new CallbackMessage(
            edition.Simulator.Tenants[0].Id, Delivery: new(trigger, id, Service, edition.Clock.GetUtcNow(), body.RootElement));
        edition.Broker.Broker.Queue(CallbackMessage.Queue).Send(
            [new BrokerMessage { Body = JsonSerializer.SerializeToUtf8Bytes(message, NimbusJson.Default.CallbackMessage), MessageId = id }]);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "It is not delivered.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        }
    }
}
