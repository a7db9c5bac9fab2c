using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Access;

/// <summary>Who changes which field of a service, through HTTP.</summary>
public sealed class ServiceFieldTests : IAsyncLifetime
{
    private const string Service = $"v1/tenants/{ApiHouse.Tenant}/services/sales";
    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync()
    {
        started = await ApiHouse.StartAsync();
        (await PutAsync(House.System(), "")).IsOk(HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Theory]
    [InlineData("displayName", "\"displayName\":\"Other\"")]
    [InlineData("upn", "\"upn\":\"other@a.example\"")]
    [InlineData("busy", "\"busy\":true")]
    [InlineData("away", "\"away\":true")]
    [InlineData("usersImmediatelyActive", "\"usersImmediatelyActive\":false")]
    [InlineData("memberMayToggleActive", "\"memberMayToggleActive\":false")]
    [InlineData("defaultPriority", "\"defaultPriority\":\"High\"")]
    [InlineData("modalities", "\"modalities\":[]")]
    public async Task Put_AField_IsForWhoHasItsLetter(string field, string json)
    {
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.SystemAdministrator))
        {
            using var caller = await House.AsAsync(role, "sales");
            var reply = await PutAsync(caller, json);
            if (PermissionTable.Of($"services.{field}", role).HasFlag(Letters.Update))
                reply.IsOk();
            else
                reply.IsProblem(HttpStatusCode.Forbidden, "forbidden");
            (await PutAsync(House.System(), "\"upn\":\"sales@a.example\",\"displayName\":\"Sales\",\"busy\":false,\"away\":false,\"usersImmediatelyActive\":true,\"memberMayToggleActive\":true,\"defaultPriority\":\"Normal\",\"modalities\":[\"Call\"]")).IsOk();
        }
    }

    [Fact]
    public async Task Put_ByAnOwner_ReachesTheOwnServiceAndMakesNone()
    {
        using var owner = await House.AsAsync(Role.TeamOwner, "other");
        (await PutAsync(owner, "\"busy\":true")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var made = await owner.CallAsync(HttpMethod.Put, $"v1/tenants/{ApiHouse.Tenant}/services/other", """{"upn":"o@a.example","displayName":"O","assignmentType":"None"}""");
        made.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains("services (create)", made.Text("detail"), StringComparison.Ordinal);
        using var own = await House.AsAsync(Role.TeamOwner, "sales");
        var licence = await PutAsync(own, "\"licence\":\"ContactCenter\"");
        licence.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains(Permissions.ServiceLicence, licence.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_IntoAUnitOutside_IsRefusedToTheUnitsAdministrator()
    {
        using var system = House.System();
        var north = (await system.CallAsync(HttpMethod.Post, $"v1/tenants/{ApiHouse.Tenant}/organization-units", """{"name":"North"}""")).IsOk(HttpStatusCode.Created).Text("id");
        using var administrator = await House.AsAsync(Role.OrganizationUnitAdministrator, unit: north);
        (await PutAsync(system, $"\"organizationUnitId\":\"{north}\"")).IsOk();

        (await PutAsync(administrator, "\"busy\":true")).IsOk();
        (await PutAsync(administrator, $"\"organizationUnitId\":\"{OrganizationUnit.DefaultIdOf(ApiHouse.Tenant)}\"")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    private static Task<Reply> PutAsync(HttpClient client, string json)
    {
        var more = json.Length > 0 ? "," + json : "";
        return client.CallAsync(
            HttpMethod.Put, Service,
            $$"""{"assignmentType":"None"{{(json.Contains("\"upn\"", StringComparison.Ordinal) ? "" : ",\"upn\":\"sales@a.example\"")}}{{(json.Contains("\"displayName\"", StringComparison.Ordinal) ? "" : ",\"displayName\":\"Sales\"")}}{{more}}}""");
    }
}
