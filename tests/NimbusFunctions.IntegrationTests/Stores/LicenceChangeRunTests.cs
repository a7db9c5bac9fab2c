using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.IntegrationTests.Tables;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Signals;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.IntegrationTests.Stores;

/// <summary>Licences of five thousand users on the real emulator.</summary>
public class LicenceChangeRunTests(AzuriteFixture azurite) : StoreCases(azurite)
{
    private const int Users = 5_000;

    [Fact]
    public async Task Run_ForFiveThousandUsersKilledHalfWay_GivesEachTheLicenceOnce()
    {
        var (tenants, changes) = (new TenantStore(Tables), new LicenceChangeStore(Tables));
        await tenants.CreateAsync(new Tenant(Tenant, TenantState.Active, 1, Now), SettingsCatalogue.General.Write(new("Alpenwerk", "alpenwerk.example")), "operator", Stop);
        var ids = Enumerable.Range(0, Users).Select(_ => Guid.NewGuid().ToString("D")).ToList();
        foreach (var chunk in ids.GroupBy(id => UserRow.Partition(Tenant, id)).SelectMany(bucket => bucket.Chunk(100)))
        {
            await Tables.Users.SubmitTransactionAsync(
                chunk.Select(id => new TableTransactionAction(TableTransactionActionType.Add, UserRow.Write(Tenant, new(
                    id, UserDetails.None with { DisplayName = "Somebody" }, OrganizationUnit.DefaultIdOf(Tenant), UserSource.Manual, UserState.Active, [], Now)))),
                Stop);
        }

        var watch = Stopwatch.StartNew();
        var change = new LicenceChange(
            LicenceChangeStore.NewId(Now), ["ContactCenter", "Email"], [], LicenceChangeState.Running, "operator", Now, Users, true, []);
        await changes.AddUsersAsync(Tenant, change.Id, ids, Stop);
        await changes.WriteAsync(Tenant, change, null, Stop);
        var written = watch.Elapsed;
        var message = new QueueMessage(LicenceChangeRun.Queue, $$"""{"tenant":"{{Tenant}}","change":"{{change.Id}}"}""", Tenant, 0, Now);
        using (var death = CancellationTokenSource.CreateLinkedTokenSource(Stop))
        {
            var dying = Run(tenants).RunAsync(message, death.Token);
            while ((await changes.CountAsync(Tenant, change.Id, Stop))[LicenceOutcome.Given] < Users / 2)
                await Task.Delay(TimeSpan.FromMilliseconds(50), Stop);
            await death.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dying);
        }

        var killed = watch.Elapsed;
        while (await Run(tenants).RunAsync(message, Stop) is MessageOutcome.Later)
        {
        }

        var counts = await changes.CountAsync(Tenant, change.Id, Stop);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Written down after {written.TotalSeconds:F1} s, killed after {killed.TotalSeconds:F1} s, done after {watch.Elapsed.TotalSeconds:F1} s.");
        Assert.Equal((Users, 0, 0, 0), (counts[LicenceOutcome.Given], counts[LicenceOutcome.Pending], counts[LicenceOutcome.Unchanged], counts[LicenceOutcome.Refused]));
        var seats = await Seats(new UserStore(Tables)).CountAsync(Tenant, Stop);
        Assert.Equal((Users, Users), (seats["UserContactCenter"], seats["UserEmail"]));
        Assert.Equal(LicenceChangeState.Done, (await changes.FindAsync(Tenant, change.Id, Stop))!.Value.Change.State);
    }

    private LicenceSeats Seats(UserStore users) => new(Tables, users, new ServiceStore(Tables), TimeProvider.System);

    private LicenceChangeRun Run(TenantStore tenants)
    {
        var (users, tasks, settings) = (new UserStore(Tables), new UserTasks(Tables), new SettingsStore(Tables, TimeProvider.System));
        return new(
            new(Tables), users, Seats(users), new(new RoleAssignmentStore(Tables), tasks), tasks, settings, tenants,
            new LedgerStore(Tables), Signals(users, settings), TimeProvider.System);
    }

    /// <summary>These users are in no service, so that there is nobody to tell.</summary>
    private RoutableSignals Signals(UserStore users, SettingsStore settings) => new(
        new(new ServiceStore(Tables), TimeProvider.System), users, new(Tables, new(Tables), TimeProvider.System), new NobodySeen(),
        (_, _) => throw new NotSupportedException(), new(settings, TimeProvider.System), new(new ServiceBusClient("Endpoint=sb://localhost/;SharedAccessKeyName=a;SharedAccessKey=b")),
        TimeProvider.System, NullLogger<RoutableSignals>.Instance);

    private sealed class NobodySeen : IPresenceReader
    {
        public Task<IReadOnlyDictionary<string, KnownPresence>> OfAsync(string tenant, IReadOnlyCollection<string> userIds, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
