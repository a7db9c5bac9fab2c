using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.AddressBooks;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.History;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Retention.Subjects;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tests.RetentionSubjects;

/// <summary>A tenant whose tables name a person wherever one can be named, and others beside.</summary>
internal sealed class SubjectScene
{
    public const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";
    public const string User = "aaaaaaaa-1111-4222-8333-000000000001";
    public const string Other = "aaaaaaaa-1111-4222-8333-000000000002";
    public const string Upn = "zoë.o'person@contoso.example";
    public const string FormerUpn = "zoe.formerly@contoso.example";
    public const string Mail = "zoe.mail@contoso.example";
    public const string DisplayName = "Zoë \"Z\" Person";
    public const string OtherUpn = "somebody.else@contoso.example";

    /// <summary>A configuration entity that both use and the person has changed.</summary>
    public const string Code = "bbbbbbbb-1111-4222-8333-000000000001";

    private readonly Dictionary<string, MemoryTable> memory;

    public SubjectScene()
    {
        Time = new ManualTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Tables = new(name => memory[name]);
    }

    public static CancellationToken Stop => CancellationToken.None;

    public static IReadOnlyList<string> Identifiers { get; } = [User, Upn, FormerUpn, Mail, DisplayName];

    public ManualTimeProvider Time { get; }

    public StoreTables Tables { get; }

    public GuardView Guards { get; set; } =
        new(RetentionDays.Of(new RetentionSection().Of), false, ImmutableHashSet<string>.Empty, ImmutableHashSet<string>.Empty);

    public async Task<SubjectScene> FillAsync(UserState state = UserState.Departed)
    {
        var now = Time.GetUtcNow();
        await new TenantStore(Tables).CreateAsync(
            new Tenant(Tenant, TenantState.Active, 1, now), SettingsCatalogue.General.DefaultJson, $"user:{User}", Stop);
        foreach (var (id, upn) in new[] { (User, Upn), (Other, OtherUpn) })
            await PersonAsync(id, upn, id == User ? state : UserState.Departed, now);
        await Tables.Users.UpdateEntityAsync(
            new TableEntity(UserRow.Partition(Tenant, User), User) { ["Mail"] = Mail, ["DisplayName"] = DisplayName }, Azure.ETag.All, TableUpdateMode.Merge, Stop);
        // Before the person was renamed.
        await new StateHistory(Tables).WriteAsync(Tenant, [new(User, FormerUpn, "unit", null, "Busy", "InACall", now.AddDays(-9), now.AddDays(-8))], Stop);
        await new LedgerStore(Tables).AppendAsync(
            Tenant,
            [
                LedgerEntry.OfCall(now, LedgerActions.LicencesChanged, Other, $"to none by user:{User}"),
                LedgerEntry.OfCall(now, LedgerActions.LicencesChanged, Other, $"{DisplayName} ({FormerUpn}) asked for it."),
            ],
            Stop);
        await new SettingsStore(Tables, Time).WriteAsync(
            Tenant, SettingsCatalogue.Presence, $$"""{"tracking":true,"testUpn":{{Json(Upn)}}}""", 0, $"user:{User}", Stop);
        await Tables.Services.AddEntityAsync(new TableEntity(Tenant, $"{ServiceHistory.Prefix}service-one|20260101000000|0000000001") { ["Author"] = $"user:{User}", ["At"] = now }, Stop);
        var code = new ConfigurationEntity(ConfigurationKinds.PrimaryCodes.Segment, Code, "Code", "unit", "{}", 1);
        await Tables.Configuration.AddEntityAsync(ConfigurationRows.Write(Tenant, code, now, $"user:{User}"), Stop);
        await RunAsync(now.AddDays(-1), 1, User);
        await RunAsync(now.AddDays(-1), 2, Other);
        await LetterAsync(now);
        await PlacesAsync(now);
        return this;
    }

    public ErasureBook Book(StoreTables? tables = null) => new(tables ?? Tables, new ReceiptBook(tables ?? Tables));

    public async Task<Erasure> AskAsync()
    {
        var names = await SubjectExport.NamesAsync(new(Tables), Tenant, User, Stop);
        var erasure = Erasure.New(User, names.Names, $"user:{User}", Time.GetUtcNow());
        Assert.NotNull(await Book().WriteAsync(Tenant, erasure, null, Stop));
        return erasure;
    }

    /// <summary>A slice of the duty by a process of its own.</summary>
    public Task<PurgeStop> WorkAsync(Steps? steps = null)
    {
        var tables = steps is null ? Tables : Tables.Through((_, table) => new StepTable(table, steps));
        var deeds = new ErasureDeeds(tables, PersonRows.Over(tables, Time), new LaneErasure(tables));
        var slice = new PurgeSlice(Tenant, Time.GetUtcNow(), new GuardWatch(_ => Task.FromResult(Guards), Time), new PurgePace(100, Time), Time);
        return new ErasureDuty(tables, Book(tables), deeds, new UserStore(tables), new LedgerStore(tables)).WorkAsync(slice, Stop);
    }

    public SubjectExport Export() => new(Tables, new UserStore(Tables), Book(), Time);

    public IEnumerable<(string Table, TableEntity Row)> Rows() =>
        StoreTables.Names.SelectMany(name => RowsOf(name).Select(row => (name, row)));

    /// <summary>What in the tables still names the person, texts in JSON and packed ones too.</summary>
    public IReadOnlyList<string> Remains()
    {
        var forms = Identifiers.SelectMany(name => new[] { name, Json(name)[1..^1], Json(Json(name))[3..^3] }).Distinct().ToList();
        return [.. Rows().SelectMany(row => Texts(row.Row).Where(text => forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase)))
            .Select(text => $"{row.Table} {row.Row.PartitionKey} {row.Row.RowKey}: {text}"))];
    }

    /// <summary>What reports count: nobody's name, but days, services, states, times.</summary>
    public IReadOnlyList<string> Statistics() => [.. RowsOf("History").Select(row =>
            $"{row.PartitionKey} {row.RowKey.Split('|')[0].Length} {row.GetString("Service")} {row.GetString("Availability")} {row.GetString("Modality")} {(row.ContainsKey("Start") ? row["Start"] : null)} {(row.ContainsKey("Seconds") ? row["Seconds"] : null)} {(row.ContainsKey("Ended") ? row["Ended"] : null)}")
        .Concat(RowsOf("MemberHistory").Where(row => row.GetString("Why") != LedgerActions.UserForgotten).Select(row => $"{row.PartitionKey} {row.RowKey.Split('|')[0]} {row.GetString("Role")}"))
        .Concat(RowsOf("Ledger").Where(row => row.GetString("Action") != LedgerActions.SubjectErasureDone).Select(row => $"{row.PartitionKey} {row.RowKey[..6]} {row.GetString("Action")} {row.GetString("Scope")}"))
        .Order(StringComparer.Ordinal)];

    private List<TableEntity> RowsOf(string table) => memory[table].QueryAsync<TableEntity>().ToBlockingEnumerable().ToList();

    private static IEnumerable<string> Texts(TableEntity row)
    {
        foreach (var (_, value) in row)
        {
            if (value is string text)
                yield return text;
            if (value is byte[] bytes)
                yield return bytes is [0x1f, 0x8b, ..] ? Unpacked(bytes) : Guids(bytes);
        }

        foreach (var (_, whole) in TextParts.Cut(row))
            yield return whole;
    }

    private static string Guids(byte[] bytes) => bytes.Length % 16 != 0
        ? ""
        : string.Join(' ', bytes.Chunk(16).Select(id => new Guid(id).ToString("D")));

    private static string Unpacked(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }

    private async Task PersonAsync(string id, string upn, UserState state, DateTimeOffset now)
    {
        var user = new NimbusUser(
            id, new("Name", "Given", "Sur", upn, "", ""), "unit", UserSource.Synced, state, [new("service-one", Role.TeamMember)], now, now.AddDays(30));
        await Tables.Users.AddEntityAsync(UserRow.Write(Tenant, user), Stop);
        await Tables.Tenants.AddEntityAsync(new TableEntity(SeatRow.Partition(Tenant), SeatRow.Key("UserEmail", id)), Stop);
        await Tables.Configuration.AddEntityAsync(
            ConfigurationRows.Write(Tenant, new Referrer("user", id), new EntityReference(ConfigurationKinds.PrimaryCodes.Segment, Code, "codes")), Stop);
        await Tables.Tenants.AddEntityAsync(new TableEntity(Tenant, TenantKeys.RoleAssignment(id, "1")) { ["Role"] = nameof(Role.UserSupervisor) }, Stop);
        await Tables.Memberships.AddEntityAsync(
            new TableEntity($"{Tenant}|service-one", id) { ["Role"] = nameof(Role.TeamMember), ["Since"] = now.AddDays(-50), ["Active"] = true }, Stop);
        await Tables.AddressBooks.AddEntityAsync(ContactRow.Write(Tenant, "book", new Contact($"crm-{id[^4..]}", EmailAddresses: [upn])), Stop);
        await new TriggerStore(Tables).AddAsync(
            Tenant, new(StableHash.Hex(id, 32), TriggerKind.Tasks, $"https://flows.contoso.example/{id[^4..]}?sig=secret", new(["service-one"], ["Created"], [], []), id, now), Stop);
        await new MemberHistory(Tables).AddAsync(Tenant, "service-two", [new(id, Role.TeamMember, now.AddDays(-90), now.AddDays(-60), "member-left")], Stop);
        var states = Enumerable.Range(0, 30).Select(number => new ClosedState(
            id, upn, "unit", null, "Available", "Available", now.AddHours(-number - 1), now.AddHours(-number))).ToList();
        await new StateHistory(Tables).WriteAsync(Tenant, states, Stop);
        await new LedgerStore(Tables).AppendAsync(
            Tenant, [new(now, "20261122110000-1", LedgerActions.UserSoftDeleted, id, $"tombstone of {upn}", "service-one")], Stop);
        await new BinStore(Tables).AddAsync(Tenant, [id], Stop);
        await new HintStore(Tables).AddAsync(Tenant, [new(HintKind.User, id)], Stop);
        var task = new ContactTask(
            StableHash.Hex(id, 32), "service-one", Modality.Email, TaskState.Connected, now, now, $$"""{"preferred":["{{id}}"],"customer":"Customer One"}""")
        { UserId = id, CreatedBy = $"user:{id}" };
        await new TaskHistory(Tables).WriteAsync(Tenant, [task.End("done", now.AddHours(-1))], Stop);
        var lane = $"{Tenant}|{StableHash.Hex("lane", 16)}";
        await Tables.Tasks.AddEntityAsync(
            new TableEntity(lane, $"t|{task.Id}")
            {
                ["User"] = id,
                ["Json"] = System.Text.Json.JsonSerializer.Serialize(task with { Content = "" }, NimbusJson.Default.ContactTask),
                ["Content"] = task.Content,
            },
            Stop);
        await Tables.Tasks.UpsertEntityAsync(SlotRow.Write(lane, SlotBook.Empty.CommittedAs("first")), TableUpdateMode.Replace, Stop);
    }

    private Task RunAsync(DateTimeOffset begun, long number, string id)
    {
        var lines = $$"""{"type":"answer","url":"https://graph/users/delta","body":"{\"value\":[{\"id\":\"{{id}}\"},{\"id\":\"nobody\"}]}"}""" + "\n";
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(lines));
        return new RunPages(Tables).AddAsync(Tenant, RunId.Of(begun, number), "000000000001.000000", packed.ToArray(), Stop);
    }

    private Task LetterAsync(DateTimeOffset now)
    {
        // The id lies across the end of the first column.
        var start = $$"""{"tenant":"{{Tenant}}","pad":"{{new string('x', 29_900)}}","pod":"{{new string('y', 20)}}","user":"{{User}}","name":{{Json(DisplayName)}}}""";
        return new DeadLetterStore(Tables).AddAsync(
            new("0123", "task-events", start, null, "why", 1, now, now, null), Stop);
    }

    private async Task PlacesAsync(DateTimeOffset now)
    {
        var segments = new SegmentStore(Tables, Time);
        var empty = await segments.ReadAsync(Tenant, 0, null, Stop);
        var seen = new UserPresence(new("Busy", "Busy"), now, now, null);
        SlotEdit[] slots = [new(0) { User = Guid.Parse(User), WritesRow = true, State = seen, Confirmed = Tenths.Of(now) }, new(1) { User = Guid.Parse(Other), WritesRow = true, State = seen, Confirmed = Tenths.Of(now) }];
        Assert.NotNull(await segments.WriteAsync(
            Tenant, empty, new(slots, null, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), []), Stop));
        var book = StateBook.New(User) with
        {
            Open = new(new("Busy", ""), Upn, "unit", null),
            Since = now,
            Closed = [new(User, Upn, "unit", null, "Away", "Away", now.AddMinutes(-9), now.AddMinutes(-5))],
        };
        await new StateBookStore(Tables).WriteAsync(Tenant, StableHash.Bucket(User), [new(book, null)], Stop);
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
