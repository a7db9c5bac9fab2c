using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>Instances of the app over the same tables in memory, each behind what a test puts before its calls.</summary>
internal sealed class Desks
{
    public const string Tenant = "10000000-0000-0000-0000-000000000001";

    private static readonly Caller System = new("app:test", [new(Role.SystemAdministrator, new GrantScope.AllTenants())]);

    public Desks()
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Tables = new(name => memory[name]);
    }

    public ShiftedTime Time { get; } = new();

    public StoreTables Tables { get; }

    /// <summary>The documents of users that refer to entities.</summary>
    public UserPages Users { get; } = new();

    public async Task StartAsync() => await new TenantStore(Tables).CreateAsync(
        new Tenant(Tenant, TenantState.Active, 1, Time.GetUtcNow()), SettingsCatalogue.General.Write(new GeneralSection("A", "a.example")), "operator", CancellationToken.None);

    public static ConfigurationCall Call(ConfigurationKind kind) => new(Tenant, kind, System);

    public ConfigurationStore Store(Turn? turn = null) => new(Before(turn), Time);

    public ReferenceStore References(Turn? turn = null) => new(
        Before(turn), [.. ConfigurationKinds.InOrder.Select(kind => new EntityReferrers(kind.Segment, Store(turn))), Users], Time);

    public ConfigurationDesk Desk(Turn? turn = null) => new(
        Store(turn), References(turn), new(Store(turn)), new TenantStore(Before(turn)), new ServiceStore(Before(turn)), new LedgerStore(Before(turn)), Time);

    public async Task<(ConfigurationEntity? Entity, Problem? Problem)> WriteAsync(ConfigurationKind kind, string? id, string document, Turn? turn = null) =>
        await Desk(turn).WriteAsync(Call(kind), new(id, JsonNode.Parse(document)!.AsObject(), IsPatch: id is not null, IfMatch.Unsaid), CancellationToken.None);

    public async Task<Problem?> RemoveAsync(ConfigurationKind kind, string id, Turn? turn = null) =>
        await new EntityRemoval(Desk(turn), References(turn)).RemoveAsync(Call(kind), id, IfMatch.Unsaid, CancellationToken.None);

    /// <summary>Every reference of every entity is to one that is there, and is known there.</summary>
    public async Task NothingDanglesAsync()
    {
        foreach (var kind in ConfigurationKinds.InOrder)
        {
            foreach (var entity in await Store().ListAsync(Tenant, kind.Segment, CancellationToken.None))
            {
                foreach (var reference in entity.References())
                    await IsKnownAsync(new(kind.Segment, entity.Id), reference);
            }
        }

        foreach (var (user, reference) in Users.All)
            await IsKnownAsync(new("user", user), reference);
    }

    private async Task IsKnownAsync(Referrer who, EntityReference reference)
    {
        Assert.NotNull(await Store().FindAsync(Tenant, reference.Kind, reference.Id, CancellationToken.None));
        var row = await Tables.Configuration.GetEntityIfExistsAsync<TableEntity>(
            ConfigurationRows.Partition(Tenant, reference.Kind), ConfigurationRows.Reference(who, reference), null, CancellationToken.None);
        Assert.True(row.HasValue, $"{who} refers to {reference.Id}, and nobody knows it.");
    }

    private StoreTables Before(Turn? turn) => turn is null ? Tables : Tables.Through((_, table) => new TurnTable(table, turn));
}

/// <summary>Documents of users, each written over the version that was read.</summary>
internal sealed class UserPages : IReferrers
{
    private readonly Dictionary<string, (int Version, IReadOnlyList<EntityReference> Held)> pages = [];

    public string Kind => "user";

    public IEnumerable<(string User, EntityReference Reference)> All => pages.SelectMany(page => page.Value.Held.Select(reference => (page.Key, reference)));

    public Task<bool> StillRefersAsync(string tenant, string referrerId, EntityReference reference, CancellationToken cancellation) =>
        Task.FromResult(Read(referrerId).Held.Contains(reference));

    public (int Version, IReadOnlyList<EntityReference> Held) Read(string user) => pages.TryGetValue(user, out var page) ? page : (0, []);

    public bool Write(string user, int over, IReadOnlyList<EntityReference> held)
    {
        if (Read(user).Version != over)
            return false;
        pages[user] = (over + 1, held);
        return true;
    }
}
