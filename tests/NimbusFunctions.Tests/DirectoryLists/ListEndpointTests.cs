using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.DirectoryLists;

public sealed class ListEndpointTests : IAsyncLifetime
{
    private const string Users = $"v1/tenants/{ApiHouse.Tenant}/users";
    private const string Services = $"v1/tenants/{ApiHouse.Tenant}/services";

    private ApiHouse house = null!;
    private HttpClient admin = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => admin = (house = await ApiHouse.StartAsync()).System();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Users_OrderedByName_ComeInPagesWhateverTheirIds()
    {
        foreach (var (number, name) in new[] { (1, "zoe"), (2, "Ada"), (3, "ada"), (4, "Mia") })
            await AddAsync(number, name);

        var (first, next) = await PageAsync($"{Users}?orderBy=displayName&top=3");
        var (rest, end) = await PageAsync($"{Users}?orderBy=displayName&top=3&continuation={next}");

        Assert.Equal(["Ada", "ada", "Mia", "zoe"], [.. first, .. rest]);
        Assert.Null(end);
    }

    [Fact]
    public async Task Users_FilteredByAttendantConsole_AreThoseWhoHaveIt()
    {
        await AddAsync(1, "with", UserLicences.AttendantConsole);
        await AddAsync(2, "without");

        Assert.Equal(["with"], (await PageAsync($"{Users}?attendantConsole=true")).Names);
        Assert.Equal(["without"], (await PageAsync($"{Users}?attendantConsole=false")).Names);
        Assert.Equal(2, (await PageAsync($"{Users}?activeProfile=")).Names.Count);
    }

    [Fact]
    public async Task Users_DeletedHere_AreGoneAtOnce()
    {
        await AddAsync(1, "goes");
        await AddAsync(2, "stays");
        Assert.Equal(2, (await PageAsync(Users)).Names.Count);

        using var deleted = await admin.DeleteAsync(new Uri($"{Users}/{Id(1)}", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(["stays"], (await PageAsync(Users)).Names);
    }

    [Fact]
    public async Task Users_OfAnotherTenant_AreNeverShown()
    {
        const string Other = "10000000-0000-0000-0000-000000000002";
        await house.Services.GetRequiredService<TenantStore>().CreateAsync(
            new Tenant(Other, TenantState.Active, 1, TimeProvider.System.GetUtcNow()),
            SettingsCatalogue.General.Write(new("Nebenwerk", "nebenwerk.example")), "operator", Stop);
        await AddAsync(1, "theirs", tenant: Other);
        await AddAsync(2, "ours");

        Assert.Equal(["theirs"], (await PageAsync($"v1/tenants/{Other}/users")).Names);
        Assert.Equal(["ours"], (await PageAsync(Users)).Names);
        Assert.Equal(["ours"], (await PageAsync($"{Users}?continuation={new UserListPosition(Id(1), null).Write()}")).Names);
        using var theirs = await (await house.AsAsync(Role.TenantAdministrator)).GetAsync(new Uri($"v1/tenants/{Other}/users", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, theirs.StatusCode);
    }

    [Fact]
    public async Task Users_OrderedByNameForAPartnerWhoIsMasked_AreRefused()
    {
        var partner = await house.AsAsync(Role.PartnerAdministrator);

        using var ordered = await partner.GetAsync(new Uri($"{Users}?orderBy=displayName", UriKind.Relative), Stop);
        using var plain = await partner.GetAsync(new Uri(Users, UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (ordered.StatusCode, plain.StatusCode));
    }

    [Fact]
    public async Task Users_OfAnotherUnit_AreNotShownToItsNeighbour()
    {
        const string Unit = "50000000-0000-0000-0000-000000000005";
        await house.Tables.Tenants.UpsertEntityAsync(
            new Azure.Data.Tables.TableEntity(ApiHouse.Tenant, TenantKeys.OrganizationUnit(Unit))
            {
                ["Name"] = "Unit",
                ["ParentId"] = OrganizationUnit.DefaultIdOf(ApiHouse.Tenant),
            },
            Azure.Data.Tables.TableUpdateMode.Replace, Stop);
        await AddAsync(1, "inside", unit: Unit);
        await AddAsync(2, "outside");
        admin = await house.AsAsync(Role.OrganizationUnitAdministrator, unit: Unit);

        var names = (await PageAsync($"{Users}?orderBy=displayName")).Names;

        Assert.Contains("inside", names);
        Assert.DoesNotContain("outside", names);
    }

    [Theory]
    [InlineData("", "a,b,c")]
    [InlineData("?search=SALES", "b")]
    [InlineData("?search=@alpenwerk.example", "a,b,c")]
    [InlineData("?search=c", "c")]
    [InlineData("?assignmentType=skillbased", "b")]
    [InlineData("?licence=EnterpriseRouting", "a,c")]
    [InlineData("?state=TeamGone", "c")]
    [InlineData("?state=Operational&licence=EnterpriseRouting", "a")]
    [InlineData("?organizationUnitId=50000000-0000-0000-0000-000000000005", "")]
    public async Task Services_SearchAndFilters_AreAnded(string query, string expected)
    {
        await AddServiceAsync("a", "Desk", "None", "EnterpriseRouting", ServiceState.Operational);
        await AddServiceAsync("b", "Sales", "SkillBased", "ContactCenter", ServiceState.Operational);
        await AddServiceAsync("c", "Gone", "None", "EnterpriseRouting", ServiceState.TeamGone);

        Assert.Equal(expected, string.Join(',', (await PageAsync(Services + query, "id")).Names));
    }

    [Theory]
    [InlineData($"{Users}?attendantConsole=perhaps")]
    [InlineData($"{Users}?orderBy=mail")]
    [InlineData($"{Services}?state=Open")]
    [InlineData($"{Services}?licence=Gold")]
    [InlineData($"{Services}?assignmentTyp=None")]
    [InlineData($"{Services}?top=1001")]
    [InlineData($"{Services}?continuation=%21")]
    public async Task Lists_BadParameter_AreRefused(string address)
    {
        using var answer = await admin.GetAsync(new Uri(address, UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Services_InPages_AreEachThereOnce()
    {
        foreach (var id in new[] { "a", "b", "c" })
            await AddServiceAsync(id, id, "None", "EnterpriseRouting", ServiceState.Operational);

        var (first, next) = await PageAsync($"{Services}?top=2", "id");
        var (rest, _) = await PageAsync($"{Services}?top=2&continuation={next}", "id");

        Assert.Equal(["a", "b", "c"], [.. first, .. rest]);
    }

    private static string Id(int number) => $"60000000-0000-0000-0000-{number:D12}";

    private async Task AddAsync(int number, string name, UserLicences licences = UserLicences.None, string? unit = null, string tenant = ApiHouse.Tenant)
    {
        var users = house.Services.GetRequiredService<UserStore>();
        var user = new NimbusUser(
            Id(number), UserDetails.None with { DisplayName = name, UserPrincipalName = $"{number}@alpenwerk.example" },
            unit ?? OrganizationUnit.DefaultIdOf(tenant), UserSource.Manual, UserState.Active, [], TimeProvider.System.GetUtcNow());
        var tag = (await users.WriteAsync(tenant, [new(user, null)], Stop))[user.Id];
        Assert.True(await users.EntitleAsync(tenant, new(user, tag), new(licences, false), Stop));
    }

    private async Task AddServiceAsync(string id, string name, string assignmentType, string licence, ServiceState state) =>
        Assert.Null(await house.Services.GetRequiredService<ServiceStore>().CreateAsync(
            ApiHouse.Tenant,
            new(id, $"{name}@alpenwerk.example", name, assignmentType, null, OrganizationUnit.DefaultIdOf(ApiHouse.Tenant), licence, ["Call"],
                false, false, true, true, "Normal", "TeamOwner", state, 0, TimeProvider.System.GetUtcNow()),
            Stop));

    private async Task<(List<string> Names, string? Next)> PageAsync(string address, string field = "displayName")
    {
        using var answer = await admin.GetAsync(new Uri(address, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var page = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(Stop));
        return (
            [.. page.RootElement.GetProperty("value").EnumerateArray().Select(one => one.GetProperty(field).GetString()!)],
            page.RootElement.GetProperty("continuation").GetString());
    }
}
