using System.Net;
using System.Text;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.SettingsReaders;

namespace NimbusFunctions.Tests.Access;

/// <summary>What a Partner Administrator learns of people, over every endpoint that reads.</summary>
public sealed class MaskTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";
    private const string User = "60000000-0000-0000-0000-000000000006";
    private static readonly string[] OfUsers = ["Quaggadisplay", "Quaggagiven", "Quaggasurname", "quaggaupn", "quaggamail"];
    private static readonly string[] OfCustomers = ["Okapicustomer", "Okapifirst", "41790000001", "okapi-reference"];

    private ApiHouse? started;
    private string task = "";

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync()
    {
        started = await ApiHouse.StartAsync();
        using var system = House.System();
        (await system.CallAsync(HttpMethod.Put, $"{Tenant}/services/service",
            """{"upn":"service@a.example","displayName":"Service","assignmentType":"None","licence":"ContactCenter","modalities":["Call","ExternalTask"]}""")).IsOk(HttpStatusCode.Created);
        await House.Tables.Users.UpsertEntityAsync(
            UserRow.Write(ApiHouse.Tenant, new(
                User, new("Quaggadisplay", "Quaggagiven", "Quaggasurname", "quaggaupn@a.example", "Sales", "quaggamail@a.example"), OrganizationUnit.DefaultIdOf(ApiHouse.Tenant),
                UserSource.Manual, UserState.Active, [new("service", Role.TeamMember)], TimeProvider.System.GetUtcNow())),
            TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        using var owner = await House.AsAsync(Role.TeamOwner);
        (await owner.CallAsync(HttpMethod.Post, "v1/ExternalTasks", """
            {"serviceUpn":"service@a.example","customerIdentifier":"Okapicustomer","customer":{"firstName":"Okapifirst"},"clientReference":"okapi-reference",
             "customContextParameters":[{"name":"phone","value":"+41790000001"}],"preferredUsers":[{"upn":"quaggaupn@a.example","priority":1}]}
            """)).IsOk();
        task = (await system.CallAsync(HttpMethod.Get, $"{Tenant}/tasks")).IsOk().Json["value"]![0]!["id"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [ChangesWith("dataPrivacy.partnerSeesUsers", "dataPrivacy.partnerSeesCustomers")]
    public async Task EveryReading_ByAPartner_ShowsPeopleOnlyWhereTheTenantLets(bool users, bool customers)
    {
        (await House.System().CallAsync(HttpMethod.Patch, $"{Tenant}/settings/dataPrivacy",
            $$"""{"partnerSeesUsers":{{(users ? "true" : "false")}},"partnerSeesCustomers":{{(customers ? "true" : "false")}}}""")).IsOk();
        using var partner = await House.AsAsync(Role.PartnerAdministrator);

        var (all, answered) = await ReadAllAsync(partner);

        Assert.True(answered > 20, $"{answered} readings were answered.");
        // A content holds both: where the one is hidden it is hidden whole.
        Assert.All(OfUsers, name => Assert.Equal(users, all.Contains(name, StringComparison.OrdinalIgnoreCase)));
        Assert.All(OfCustomers, name => Assert.Equal(customers, all.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task EveryReading_ByAPartnerWhoGotARole_StaysMasked()
    {
        var id = await House.NewUserAsync(Role.PartnerAdministrator);
        await House.Tables.Users.UpdateEntityAsync(
            new TableEntity(UserRow.Partition(ApiHouse.Tenant, id), id)
            {
                ["Memberships"] = Membership.Write([new("admins-partner-x", Role.PartnerAdministrator), new("admins-x", Role.TenantAdministrator), new("service", Role.TeamOwner)]),
            },
            Azure.ETag.All, TableUpdateMode.Merge, TestContext.Current.CancellationToken);
        using var both = House.Client(SaidIdentity.User(ApiHouse.Tenant, id));

        // But for what an administrator of the tenant may read beyond a partner: recordings and what is held on a person.
        var (all, _) = await ReadAllAsync(both, endpoint => endpoint.Required!.Permission is not (Permissions.SyncRecordings or Permissions.DataSubjects));

        Assert.All(OfUsers.Concat(OfCustomers), name => Assert.DoesNotContain(name, all, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("search=quagga")]
    [InlineData("displayName=quagga")]
    [InlineData("MAIL=quagga")]
    public async Task Search_ByWhatIsMasked_IsRefused(string query)
    {
        using var partner = await House.AsAsync(Role.PartnerAdministrator);

        (await partner.CallAsync(HttpMethod.Get, $"{Tenant}/users?{query}")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await partner.CallAsync(HttpMethod.Get, $"{Tenant}/users?id={User}")).IsOk();
    }

    private async Task<(string All, int Answered)> ReadAllAsync(HttpClient caller, Func<Endpoint, bool>? which = null)
    {
        var (all, answered) = (new StringBuilder(), 0);
        foreach (var endpoint in Endpoint.AllOf(House).Where(endpoint => endpoint.Method == HttpMethod.Get && endpoint.Required is not null && which?.Invoke(endpoint) != false))
        {
            var path = endpoint.Path(name => name switch
            {
                "tenant" => ApiHouse.Tenant,
                "section" => "general",
                "service" => "service",
                "id" => task,
                "unit" => OrganizationUnit.DefaultIdOf(ApiHouse.Tenant),
                _ => User,
            });
            using var answer = await caller.GetAsync(path + (path.EndsWith("available-users", StringComparison.Ordinal) ? "?all=true" : ""), TestContext.Current.CancellationToken);
            all.Append(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Append('\n');
            answered += answer.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        return (all.ToString(), answered);
    }
}
