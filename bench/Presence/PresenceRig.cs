using System.Collections.Concurrent;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Entra;
using NimbusFunctions.Graph;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Bench.Presence;

/// <summary>
/// The app's own polling as one process has it: presence in the local edition's store, asked of its Graph with its token.
/// Who is a member of what lies in memory, so that what is measured is the poll and not the reading of the directory.
/// </summary>
internal sealed class PresenceRig : IDisposable
{
    public const string BusyService = "busy";
    private const string RestService = "rest";

    private readonly string tenant;
    private readonly Dictionary<string, TableClient> memory;
    private readonly GraphClients graph;
    private readonly ScheduleStore schedules;
    private readonly PresencePoller poller;
    private readonly HttpClient http;

    public PresenceRig(LocalEdition edition, string tenant)
    {
        this.tenant = tenant;
        Presence = new(new StoreTables(new TableServiceClient(edition.Azurite.ConnectionString)).Presence);
        memory = StoreTables.Names.ToDictionary(name => name, name => (TableClient)new MemoryTable(name, time: TimeProvider.System));
        StoreTables tables = new(name => name == "Presence" ? Presence : memory[name]);
        var entra = Options.Create(new EntraOptions
        {
            Authority = edition.Simulator.HttpsAddress.ToString(),
            ClientId = edition.Simulator.ClientId,
            AssertionFile = edition.Simulator.AssertionFile,
            CertificateAuthorityFile = edition.Simulator.CertificateAuthorityFile,
        });
        var network = GraphTransport.OverTheNetwork(
            new TenantCredentials(entra), Options.Create(new GraphOptions { BaseUrl = new Uri(edition.Simulator.HttpsAddress, "v1.0").ToString() }), entra);
        graph = new(network with { CreateHandler = () => new AskedIds(network.CreateHandler(), Requests) }, TimeProvider.System, NullLogger<GraphClients>.Instance);
        http = new(network.CreateHandler());
        Bare = new(new TableServiceClient(edition.Azurite.ConnectionString).GetTableClient("PresenceBeside"), http);
        schedules = new(tables, TimeProvider.System);
        Segments = new(new SegmentStore(tables, TimeProvider.System), TimeProvider.System);
        poller = new(
            new SettingsStore(tables, TimeProvider.System),
            schedules,
            new PollSteps(
                new TrackedUsers(tables, new ServiceStore(tables), TimeProvider.System, NullLogger<TrackedUsers>.Instance),
                new BusyServices(new TaskReader(tables), TimeProvider.System, NullLogger<BusyServices>.Instance),
                Segments,
                new SegmentWriter(Segments, NullLogger<SegmentWriter>.Instance),
                new GraphPresences(graph, TimeProvider.System),
                TimeProvider.System,
                NullLogger<PollSteps>.Instance),
            new PresenceFollowers([], TimeProvider.System, NullLogger<PresenceFollowers>.Instance),
            TimeProvider.System,
            NullLogger<PresencePoller>.Instance);
    }

    public CountedTable Presence { get; }

    public ConcurrentQueue<AskedBatch> Requests { get; } = new();

    /// <summary>The same work without a poll.</summary>
    public BarePoll Bare { get; }

    public SegmentMemory Segments { get; }

    /// <summary>A tenant with everybody in one of two services, one of which has a task.</summary>
    public async Task FillAsync(IReadOnlyList<Guid> busy, IReadOnlyList<Guid> rest, CancellationToken stop)
    {
        StoreTables tables = new(name => memory[name]);
        var now = TimeProvider.System.GetUtcNow();
        await new TenantStore(tables).CreateAsync(new Tenant(tenant, TenantState.Active, 1, now), SettingsCatalogue.General.DefaultJson, "bench", stop);
        foreach ((var id, var users) in new[] { (BusyService, busy), (RestService, rest) })
        {
            await tables.Services.UpsertEntityAsync(
                ServiceRow.Write(tenant, new Service(
                    id, $"{id}@contoso.example", id, "SkillBased", null, "unit", "ContactCenter", ["Call"], true, false, true, false, "Normal",
                    ProvisioningSection.TeamOwner, ServiceState.Operational, users.Count, now)),
                TableUpdateMode.Replace,
                stop);
            foreach (var user in users.Select(user => user.ToString("D")))
            {
                await tables.Memberships.UpsertEntityAsync(
                    new TableEntity($"{tenant}|{id}", user) { ["Role"] = nameof(Role.TeamMember) }, TableUpdateMode.Replace, stop);
                await tables.Users.UpsertEntityAsync(
                    new TableEntity(UserRow.Partition(tenant, user), user) { ["State"] = nameof(UserState.Active) }, TableUpdateMode.Replace, stop);
            }
        }

        var partition = TaskPartition.Of(tenant, BusyService, Modality.ExternalTask);
        await tables.Tasks.UpsertEntityAsync(SlotRow.Write(partition, SlotBook.Empty with { Held = 1 }), TableUpdateMode.Replace, stop);
        await schedules.WriteAsync(PresenceSchedule.New(tenant, now), null, stop);
    }

    /// <summary>One poll, as the timer queues it and the queue delivers it.</summary>
    /// <exception cref="BenchException">It failed.</exception>
    public async Task PollAsync(CancellationToken stop)
    {
        (var schedule, var etag) = await schedules.FindAsync(tenant, stop) ?? throw new BenchException("The tenant has no schedule.");
        var started = schedule with { Sequence = schedule.Sequence + 1 };
        await schedules.WriteAsync(started, etag, stop);
        await poller.PollAsync(
            new QueueMessage(PresenceScheduler.Queue, $$"""{"tenant":"{{tenant}}","sequence":{{started.Sequence}}}""", null, 0, TimeProvider.System.GetUtcNow()), stop);
        if ((await schedules.FindAsync(tenant, stop))?.Schedule is not { Failing: null, TakenUntil: null } after)
            throw new BenchException("A poll failed.");
        Count = after.Segments;
    }

    /// <summary>How many segments there are.</summary>
    public int Count { get; private set; }

    /// <summary>What this process knows now.</summary>
    public IReadOnlyList<PresenceSegment> Known() => [.. Enumerable.Range(0, Count).Select(number => Segments.Last(tenant, number)!)];

    /// <summary>A memory with nothing in it.</summary>
    public SegmentMemory NewMemory() => new(new SegmentStore(new StoreTables(_ => Presence), TimeProvider.System), TimeProvider.System);

    /// <summary>Reads everything into a memory.</summary>
    public async Task<IReadOnlyList<PresenceSegment>> ReadAsync(SegmentMemory into, CancellationToken stop) =>
        await into.FindAsync(tenant, Enumerable.Range(0, Count), TimeSpan.Zero, stop);

    public void Dispose()
    {
        graph.Dispose();
        http.Dispose();
    }
}
