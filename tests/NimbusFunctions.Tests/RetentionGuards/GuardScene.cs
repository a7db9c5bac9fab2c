using Microsoft.Extensions.Options;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tests.RetentionGuards;

/// <summary>A tenant with its guards, in memory.</summary>
internal sealed class GuardScene
{
    public const string Tenant = "10000000-0000-0000-0000-000000000001";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public GuardScene()
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Tables = new(name => memory[name]);
        var options = Options.Create(new RetentionOptions());
        Settings = new(Tables, Time);
        Store = new(Tables);
        Ledger = new(Tables);
        Guards = new(Settings, Store, options, Time);
        Rows = new(Tables, Time);
        Plans = new(Settings, Store, Rows, options, Time);
        Desk = new(Settings, Plans, Store, Ledger, Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public StoreTables Tables { get; }

    public SettingsStore Settings { get; }

    public GuardStore Store { get; }

    public LedgerStore Ledger { get; }

    public NimbusFunctions.Retention.Guards.RetentionGuards Guards { get; }

    public RowsAtStake Rows { get; }

    public RetentionPlanReader Plans { get; }

    public GuardDesk Desk { get; }

    public static async Task<GuardScene> NewAsync()
    {
        var scene = new GuardScene();
        await new TenantStore(scene.Tables).CreateAsync(new(Tenant, TenantState.Active, 1, scene.Time.GetUtcNow()), "{}", "test", Stop);
        return scene;
    }

    public async Task<RetentionSection> SectionAsync() =>
        SettingsCatalogue.Retention.Parse((await Settings.ReadAsync(Tenant, SettingsCatalogue.Retention, Stop)).Json);

    public async Task WriteAsync(RetentionSection section)
    {
        var stored = await Settings.ReadAsync(Tenant, SettingsCatalogue.Retention, Stop);
        Assert.NotNull(await Settings.WriteAsync(
            Tenant, SettingsCatalogue.Retention, SettingsCatalogue.Retention.Write(section), stored.Revision, "test", Stop));
    }

    public Task<GuardView> ViewAsync() => Guards.ReadAsync(Tenant, Stop);

    public async Task<IReadOnlyList<string>> AuditAsync() =>
        [.. (await Ledger.ReadDayAsync(Tenant, Time.GetUtcNow(), Stop)).Where(line => line.IsByHand).Select(line => line.Action)];
}
