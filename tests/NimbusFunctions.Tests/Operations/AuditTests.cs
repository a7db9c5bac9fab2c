using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Operations;

public sealed class AuditTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";
    private const string Audit = $"{Tenant}/audit";
    private const string OfNone = "v1/operations/audit";
    private const string Other = "10000000-0000-0000-0000-00000000000c";
    private static readonly DateTimeOffset Day = new(2030, 3, 23, 0, 0, 0, TimeSpan.Zero);

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    private LedgerStore Ledger => House.Services.GetRequiredService<LedgerStore>();

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Get_AfterSomebodyDidSomething_SaysWhatToWhatAndByWhom()
    {
        using var administrator = await House.AsAsync(Role.TenantAdministrator);
        var unit = (await administrator.CallAsync(HttpMethod.Post, $"{Tenant}/organization-units", """{"name":"North"}""")).IsOk(HttpStatusCode.Created).Text("id");

        var (lines, next) = await administrator.ListAsync(Audit);

        var line = Assert.Single(lines);
        Assert.Equal((LedgerActions.UnitMade, unit), (Text(line, "action"), Text(line, "subject")));
        Assert.StartsWith("by user:40000000-", Text(line, "proof"), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, line["at"]!.GetValue<DateTimeOffset>().Offset);
        Assert.Null(line["run"]);
        Assert.Null(next);
    }

    [Theory]
    [InlineData(Tenant + "/sync/pause", Audit, LedgerActions.RemovalsPaused, LedgerActions.RemovalsResumed)]
    [InlineData("v1/sync/pause", OfNone, LedgerActions.RemovalsPaused, LedgerActions.RemovalsResumed)]
    [InlineData(Tenant + "/retention/pause", Audit, LedgerActions.PurgePaused, LedgerActions.PurgeResumed)]
    [InlineData("v1/retention/pause", OfNone, LedgerActions.PurgePaused, LedgerActions.PurgeResumed)]
    public async Task Get_AfterSomebodyThrewASwitch_SaysWho(string path, string audit, string thrown, string turnedBack)
    {
        using var system = House.System();
        (await system.CallAsync(HttpMethod.Put, path, """{"paused":true,"reason":"To look."}""")).IsOk();
        (await system.CallAsync(HttpMethod.Put, path, """{"paused":false}""")).IsOk();

        var (lines, _) = await system.ListAsync(audit);

        // Within a second lines lie in no order.
        Assert.Equal([thrown, turnedBack], lines.Select(line => Text(line, "action")).Order());
        Assert.All(lines, line => Assert.StartsWith("by app:", Text(line, "proof"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_InPages_HasEachLineOfTheDayOnceInTheOrderOfTime()
    {
        await WriteAsync(ApiHouse.Tenant, [.. Enumerable.Range(0, 25).Select(minute => Line(Day.AddMinutes(minute), $"s{minute}"))]);
        await WriteAsync(ApiHouse.Tenant, [Line(Day.AddDays(1), "tomorrow"), Line(Day.AddSeconds(-1), "yesterday")]);
        await WriteAsync(Other, [Line(Day, "another tenant's")]);
        await WriteAsync(ApiHouse.Tenant, [new(Day, "run-1", LedgerActions.UserDeleted, "the sync's", "proof")]);
        using var administrator = await House.AsAsync(Role.TenantAdministrator);

        var (seen, pages, next) = (new List<string>(), 0, (string?)null);
        do
        {
            // Once with the day, and once without: the continuation knows it.
            var day = pages % 2 == 0 ? "day=2030-03-23&" : "";
            var page = await administrator.ListAsync($"{Audit}?{day}top=10{(next is null ? "" : $"&continuation={next}")}");
            seen.AddRange(page.Value.Select(line => Text(line, "subject")));
            (next, pages) = (page.Continuation, pages + 1);
        }
        while (next is not null);

        Assert.Equal(3, pages);
        Assert.Equal(Enumerable.Range(0, 25).Select(minute => $"s{minute}"), seen);
    }

    [Fact]
    public async Task Get_MoreThanAPageOfTheStore_GoesOn()
    {
        await WriteAsync(ApiHouse.Tenant, [.. Enumerable.Range(0, 1_250).Select(second => Line(Day.AddSeconds(second), $"s{second}"))]);
        using var system = House.System();

        var first = await system.ListAsync($"{Audit}?day=2030-03-23&top=1000");
        var second = await system.ListAsync($"{Audit}?day=2030-03-23&top=1000&continuation={first.Continuation}");

        Assert.Equal((1_000, 250), (first.Value.Count, second.Value.Count));
        Assert.Null(second.Continuation);
        Assert.Equal(Enumerable.Range(0, 1_250).Select(number => $"s{number}"), first.Value.Concat(second.Value).Select(line => Text(line, "subject")));
    }

    [Fact]
    public async Task Get_LineWhoseSubjectWasErased_PagesByTheKeyThatItHas()
    {
        await WriteAsync(ApiHouse.Tenant, [.. Enumerable.Range(0, 4).Select(number => Line(Day, $"s{number}"))]);
        await foreach (var row in House.Tables.Ledger.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
        {
            row["Subject"] = "pseudonym";
            await House.Tables.Ledger.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        }

        using var system = House.System();
        var (count, next) = (0, (string?)null);
        do
        {
            var page = await system.ListAsync($"{Audit}?day=2030-03-23&top=1{(next is null ? "" : $"&continuation={next}")}");
            (count, next) = (count + page.Value.Count, page.Continuation);
        }
        while (next is not null);

        Assert.Equal(4, count);
    }

    [Theory]
    [InlineData("day=", "day")]
    [InlineData("day=2030-13-01", "day")]
    [InlineData("day=20300323", "day")]
    [InlineData("day=0001-01-01", "day")]
    [InlineData("day=2030-03-23&day=2030-03-24", "day")]
    [InlineData("top=0", "top")]
    [InlineData("top=1001", "top")]
    [InlineData("top=-1", "top")]
    [InlineData("top=ten", "top")]
    [InlineData("continuation=", "continuation")]
    [InlineData("continuation=zzz", "continuation")]
    [InlineData("since=2030-03-23", "since")]
    public async Task Get_WrongParameter_Is400ThatNamesIt(string query, string field)
    {
        using var system = House.System();
        foreach (var path in new[] { Audit, OfNone })
        {
            var refused = await system.CallAsync(HttpMethod.Get, $"{path}?{query}");

            refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal([field], refused.Json["errors"]!.AsObject().Select(error => error.Key));
        }
    }

    [Theory]
    [InlineData("2030-03-24/1")]
    [InlineData("2030-03-23/")]
    [InlineData("2030-03-23")]
    [InlineData("2030-03-23/a\u0001")]
    public async Task Get_ContinuationOfSomethingElse_Is400(string place)
    {
        using var system = House.System();

        var refused = await system.CallAsync(HttpMethod.Get, $"{Audit}?day=2030-03-23&continuation={ContinuationToken.Encode(place)}");

        Assert.Equal(["continuation"], refused.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Get_ByWhomeverHasNoRoleInTheWholeTenant_Is403()
    {
        await WriteAsync(ApiHouse.Tenant, [Line(Day, "somebody else's")]);
        foreach (var role in Enum.GetValues<Role>().Where(role => role is not (Role.SystemAdministrator or Role.TenantAdministrator)))
        {
            using var caller = await House.AsAsync(role, unit: OrganizationUnit.DefaultIdOf(ApiHouse.Tenant));
            (await caller.CallAsync(HttpMethod.Get, $"{Audit}?day=2030-03-23")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        }

        using var administrator = await House.AsAsync(Role.TenantAdministrator);
        (await administrator.CallAsync(HttpMethod.Get, $"v1/tenants/{Other}/audit")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Get, OfNone)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Get_OfNoTenant_HasTheLettersOfNoneAndNoTenantsLines()
    {
        await WriteAsync(ApiHouse.Tenant, [Line(Day, "a tenant's")]);
        await WriteAsync(DeadLetterStore.NoTenant, [Line(Day, "nobody's")]);
        using var system = House.System();

        var (lines, _) = await system.ListAsync($"{OfNone}?day=2030-03-23");

        Assert.Equal("nobody's", Text(Assert.Single(lines), "subject"));
    }

    [Fact]
    public async Task Get_OfAnEndedTask_SaysWhoEndedIt()
    {
        await WriteAsync(ApiHouse.Tenant, [new(Day, "user:u1", LedgerActions.TaskEnded, "task", "Cancelled", "sales"), new(Day.AddMinutes(1), "r-7", LedgerActions.PlanApproved, "u2", "plan h, by user:u1", "sales")]);
        using var system = House.System();

        var (lines, _) = await system.ListAsync($"{Audit}?day=2030-03-23");

        Assert.Equal(["Cancelled by user:u1", "plan h, by user:u1"], lines.Select(line => Text(line, "proof")));
        Assert.Equal([null, "r-7"], lines.Select(line => line["run"]?.GetValue<string>()));
        Assert.All(lines, line => Assert.Equal("sales", Text(line, "service")));
    }

    [Theory]
    [InlineData(true, "The customer Okapi said so.")]
    [InlineData(false, Masks.Asterisks)]
    public async Task Get_ByAnAdministratorWhoIsThePartnersToo_HidesWhatPeopleWroteWhereTheTenantHidesPeople(bool shown, string seen)
    {
        using var system = House.System();
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/dataPrivacy",
            $$"""{"partnerSeesUsers":{{(shown ? "true" : "false")}},"partnerSeesCustomers":{{(shown ? "true" : "false")}}}""")).IsOk();
        await WriteAsync(ApiHouse.Tenant, [Line(Day, "letter", LedgerActions.DeadLetterDropped, "by user:u1, queue task-events: The customer Okapi said so.")]);
        var both = await House.NewUserAsync(Role.TenantAdministrator);
        await House.Tables.Users.UpdateEntityAsync(
            new TableEntity(UserRow.Partition(ApiHouse.Tenant, both), both)
            {
                ["Memberships"] = Membership.Write([new("admins-partner-x", Role.PartnerAdministrator), new("admins-x", Role.TenantAdministrator)]),
            },
            ETag.All, TableUpdateMode.Merge, TestContext.Current.CancellationToken);
        using var partner = House.Client(SaidIdentity.User(ApiHouse.Tenant, both));
        using var administrator = await House.AsAsync(Role.TenantAdministrator);

        Assert.Equal($"by user:u1, queue task-events: {seen}", Text((await partner.ListAsync($"{Audit}?day=2030-03-23")).Value[0], "proof"));
        Assert.EndsWith("Okapi said so.", Text((await administrator.ListAsync($"{Audit}?day=2030-03-23")).Value[0], "proof"), StringComparison.Ordinal);
    }

    private static LedgerEntry Line(DateTimeOffset at, string subject, string action = LedgerActions.UserMoved, string proof = "by user:u1") =>
        LedgerEntry.OfCall(at, action, subject, proof);

    private static string Text(JsonObject line, string name) => line[name]!.GetValue<string>();

    private Task WriteAsync(string owner, IReadOnlyCollection<LedgerEntry> lines) => Ledger.AppendAsync(owner, lines, TestContext.Current.CancellationToken);
}
