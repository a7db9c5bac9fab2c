using System.Net;
using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.Api;

public class UnknownFieldTests
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";

    [Theory]
    [InlineData("settings/contact", """{"zz":null}""", "zz")]
    [InlineData("settings", """{"contact":{"zz":null}}""", "contact.zz")]
    [InlineData("settings/general", """{"billingAddress":{"zz":null}}""", "billingAddress.zz")]
    [InlineData("users/{user}/skills", """{"zz":null}""", "zz")]
    [InlineData("skill-categories/{entity}", """{"zz":null}""", "zz")]
    public async Task Patch_UnknownFieldThatIsNull_IsNamed(string path, string patch, string field)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var user = await house.NewUserAsync(Role.UserSupervisor);
        var entity = (await system.CallAsync(HttpMethod.Post, $"{Tenant}/skill-categories", """{"name":"One","description":"It"}""")).IsOk(HttpStatusCode.Created).Text("id");
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/general", """{"billingAddress":{"city":"Basel"}}""")).IsOk();

        var reply = await system.CallAsync(HttpMethod.Patch, $"{Tenant}/{path.Replace("{user}", user, StringComparison.Ordinal).Replace("{entity}", entity, StringComparison.Ordinal)}", patch);

        reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("is not a known field.", reply.Json["errors"]![field]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_KnownFieldThatIsNull_GoesBackToItsDefault()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/general", """{"billingAddress":{"city":"Basel","country":"CH"}}""")).IsOk();

        var reply = await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/general", """{"billingAddress":{"city":null}}""");

        Assert.Equal("CH", reply.IsOk().Json["billingAddress"]!["country"]!.GetValue<string>());
        Assert.Null(reply.Json["billingAddress"]!["city"]);
    }
}
