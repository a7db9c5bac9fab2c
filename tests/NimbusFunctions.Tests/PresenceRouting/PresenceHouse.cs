using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.History;
using NimbusFunctions.Presence.Routing;
using NimbusFunctions.Presence.Signals;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.TasksArrivals;

namespace NimbusFunctions.Tests.PresenceRouting;

/// <summary>A tenant in memory whose presences the test makes up.</summary>
internal sealed class PresenceHouse : IDisposable, IPresenceReader
{
    private readonly Dictionary<string, MemoryTable> memory;
    private readonly HashSet<string> busy = [];

    public PresenceHouse()
    {
        memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Tables = new StoreTables(name => memory[name]);
        Broker = new MessageBroker([new(Dispatch.Queue, false, TimeSpan.FromMinutes(5), 20, TimeSpan.FromMinutes(10), "")], Time);
        Users = new UserStore(Tables);
        Memberships = new MembershipStore(Tables, new MemberHistory(Tables), Time);
    }

    public ManualTimeProvider Time { get; } = new(Cases.Now);

    public StoreTables Tables { get; }

    public MessageBroker Broker { get; }

    public UserStore Users { get; }

    public MembershipStore Memberships { get; }

    public Dictionary<string, KnownPresence> Known { get; } = [];

    /// <summary>What one process keeps of states; another has a memory of its own.</summary>
    /// <param name="tables">The tables as the process reaches them; null: as they are.</param>
    public PresenceHistory NewHistory(StoreTables? tables = null) => new(
        new StateBookStore(tables ?? Tables), new StateHistory(tables ?? Tables), Users, new LimitsInForce(new SettingsStore(Tables, Time), Time), Time);

    public RoutableSignals NewSignals() => new(
        new ServicesOfTenant(new ServiceStore(Tables), Time), Users, Memberships, this, WorkAsync,
        new LimitsInForce(new SettingsStore(Tables, Time), Time), new QueueSender(new BrokerClient(Broker)), Time, NullLogger<RoutableSignals>.Instance);

    public ServiceRouting NewRouting() =>
        new(Memberships, Users, this, WorkAsync, new LimitsInForce(new SettingsStore(Tables, Time), Time));

    public async Task OpenAsync(PresenceSection section, params Service[] services)
    {
        await new TenantStore(Tables).CreateAsync(
            new Tenant(Cases.Tenant, TenantState.Active, 1, Cases.Now), SettingsCatalogue.General.DefaultJson, "operator", CancellationToken.None);
        await SetAsync(section);
        foreach (var service in services)
            await new ServiceStore(Tables).CreateAsync(Cases.Tenant, service, CancellationToken.None);
    }

    public async Task SetAsync(PresenceSection section)
    {
        var settings = new SettingsStore(Tables, Time);
        await settings.WriteAsync(
            Cases.Tenant, SettingsCatalogue.Presence, JsonSerializer.Serialize(section, NimbusJson.Default.PresenceSection),
            (await settings.ReadAsync(Cases.Tenant, SettingsCatalogue.Presence, CancellationToken.None)).Revision, "operator", CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(10));
    }

    /// <summary>Users 1 to a number, members of services.</summary>
    public async Task PeopleAsync(int count, params string[] services)
    {
        var users = Enumerable.Range(1, count).Select(number => new NimbusUser(
            Cases.Id(number), UserDetails.None with { UserPrincipalName = $"user{number}@alpenwerk.example" }, "unit", UserSource.Synced,
            UserState.Active, [.. services.Select(service => new Membership(service, Role.TeamMember))], Cases.Now)).ToList();
        await Users.WriteAsync(Cases.Tenant, [.. users.Select(user => new UserWrite(user, null))], CancellationToken.None);
        foreach (var service in services)
            await Memberships.PutAsync(
                Cases.Tenant, service, users.Select(user => KeyValuePair.Create(user.Id, Role.TeamMember)), _ => false, true, CancellationToken.None);
    }

    public void Occupy(int user) => busy.Add(Cases.Id(user));

    /// <summary>The kept states, as <c>user availability start-end</c> in minutes of the test.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync()
    {
        var states = new List<string>();
        await foreach (var row in Tables.History.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {$"{Cases.Tenant}|state|"} and PartitionKey lt {$"{Cases.Tenant}|state}}"}")))
            states.Add($"{int.Parse(row.GetString("UserId")![24..], null)} {row.GetString("Availability")}/{row.GetString("Activity")} {Minute(row, "Start")}-{Minute(row, "End")}");
        return states;

        static int Minute(TableEntity row, string column) => (int)(row.GetDateTimeOffset(column)!.Value - Cases.Now).TotalMinutes;
    }

    /// <summary>The services that were signalled since it was last asked for.</summary>
    public Task<IReadOnlyList<string>> SignalledAsync() => SignalledAsync(Broker);

    public static async Task<IReadOnlyList<string>> SignalledAsync(MessageBroker broker)
    {
        var found = new List<string>();
        while (await broker.Queue(Dispatch.Queue).ReceiveAsync(TimeSpan.Zero, CancellationToken.None) is { } message)
        {
            found.Add(JsonSerializer.Deserialize(message.Message.Body.Span, NimbusJson.Default.RoutableSignal)!.ServiceId);
            broker.Queue(Dispatch.Queue).Complete(message.LockToken);
        }

        return found;
    }

    public Task<IReadOnlyDictionary<string, KnownPresence>> OfAsync(
        string tenant, IReadOnlyCollection<string> userIds, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, KnownPresence>>(userIds.ToDictionary(
            id => id, id => Known.GetValueOrDefault(id, new(null, null, null, TimeSpan.FromSeconds(15), PresenceReasons.NeverSeen))));

    public void Dispose() => Broker.Dispose();

    private ValueTask<UserWork> WorkAsync(string tenant, CancellationToken cancellation) =>
        ValueTask.FromResult(new UserWork(busy.ToHashSet(), new Dictionary<string, DateTimeOffset>()));
}
