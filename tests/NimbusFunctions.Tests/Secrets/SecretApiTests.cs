using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Secrets;

public sealed class SecretApiTests : IAsyncLifetime
{
    private const string All = $"v1/tenants/{ApiHouse.Tenant}/secrets";
    private const string Settings = $"v1/tenants/{ApiHouse.Tenant}/settings";

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Put_ThenGet_TellsSinceAndByWhomAndNotTheValue()
    {
        var administrator = await House.AsAsync(Role.TenantAdministrator);

        var put = (await administrator.CallAsync(HttpMethod.Put, $"{All}/im-acs", SecretCalls.Body(SecretCalls.ConnectionString))).IsOk();
        var list = (await administrator.CallAsync(HttpMethod.Get, All)).IsOk();

        Assert.True(put.Json["isSet"]!.GetValue<bool>());
        Assert.StartsWith("user:", put.Text("by"), StringComparison.Ordinal);
        Assert.Equal(["interact-acs:False", "assistant-acs:False", "im-acs:True"], Sets(list));
        Assert.DoesNotContain(SecretCalls.Key, list.Json.ToJsonString() + put.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_ByWhoeverHasNoLetter_IsRefused()
    {
        foreach (var role in (Role[])[Role.OrganizationUnitAdministrator, Role.PartnerAdministrator, Role.TeamOwner])
        {
            var client = await House.AsAsync(role);
            (await client.CallAsync(HttpMethod.Put, $"{All}/im-acs", SecretCalls.Body(SecretCalls.ConnectionString))).IsProblem(HttpStatusCode.Forbidden, "forbidden");
            (await client.CallAsync(HttpMethod.Get, All)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Fact]
    public async Task Put_OfAnUnknownName_Is404() =>
        (await House.System().CallAsync(HttpMethod.Put, $"{All}/other", SecretCalls.Body(SecretCalls.ConnectionString))).IsProblem(HttpStatusCode.NotFound, "not-found");

    [Theory]
    [InlineData($$"""{"value":"endpoint=https://localhost/;accesskey={{SecretCalls.Key}}"}""")]
    [InlineData($$"""{"{{SecretCalls.Key}}":1}""")]
    [InlineData($$"""{"value":"x","{{SecretCalls.Key}}":1}""")]
    [InlineData($$"""{"{{SecretCalls.Key}}":1,"{{SecretCalls.Key}}":1}""")]
    [InlineData($$"""{"value":["{{SecretCalls.Key}}"]}""")]
    [InlineData($"\"{SecretCalls.Key}\"")]
    [InlineData($"{SecretCalls.Key}")]
    [InlineData("{}")]
    public async Task Put_OfSomethingElse_IsRefusedWithoutRepeatingIt(string body)
    {
        var refused = await House.System().CallAsync(HttpMethod.Put, $"{All}/im-acs", body);

        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.DoesNotContain(SecretCalls.Key, refused.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interact", """{"enabled":true}""", "enabled", "interact-acs")]
    [InlineData("assistant", """{"ownAcs":true}""", "ownAcs", "assistant-acs")]
    [InlineData("instantMessaging", """{"enabled":true,"ownAcs":true}""", "ownAcs", "im-acs")]
    public async Task Settings_ThatNeedASecret_WaitForItAndHoldIt(string section, string on, string field, string secret)
    {
        var system = House.System();
        var refused = await system.CallAsync(HttpMethod.Patch, $"{Settings}/{section}", on);
        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(secret, refused.Json["errors"]![field]![0]!.GetValue<string>(), StringComparison.Ordinal);
        var whole = await system.CallAsync(HttpMethod.Patch, Settings, $$$"""{"{{{section}}}":{{{on}}},"limits":{"outbound":51}}""");
        Assert.Equal(new[] { $"{section}.{field}", "limits.outbound" }.Order(), whole.Json["errors"]!.AsObject().Select(error => error.Key).Order());

        await House.SetAcsAsync(secret);
        (await system.CallAsync(HttpMethod.Patch, $"{Settings}/{section}", on)).IsOk();

        var held = await system.CallAsync(HttpMethod.Delete, $"{All}/{secret}");
        held.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains($"{section}.{field}", held.Text("detail"), StringComparison.Ordinal);
        (await system.CallAsync(HttpMethod.Patch, $"{Settings}/{section}", $$"""{"{{field}}":false}""")).IsOk();
        Assert.Equal(HttpStatusCode.NoContent, (await system.CallAsync(HttpMethod.Delete, $"{All}/{secret}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await system.CallAsync(HttpMethod.Delete, $"{All}/{secret}")).Status);
        Assert.DoesNotContain($"{secret}:True", Sets(await system.CallAsync(HttpMethod.Get, All)));
    }

    [Fact]
    public async Task Put_WhereNothingKeepsSecrets_SaysWhatToConfigure()
    {
        await using var bare = await ApiHouse.StartWithoutSecretsAsync();

        var refused = await bare.System().CallAsync(HttpMethod.Put, $"{All}/im-acs", SecretCalls.Body(SecretCalls.ConnectionString));

        refused.IsProblem(HttpStatusCode.Conflict, "secrets-not-configured");
        Assert.Contains("Secrets__KeyVaultUri", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_OfATenantThatIsToGo_IsRefused()
    {
        Assert.Equal(
            HttpStatusCode.Accepted, (await House.System().CallAsync(HttpMethod.Delete, $"v1/tenants/{ApiHouse.Tenant}", """{"confirm":"YES"}""")).Status);

        (await House.System().CallAsync(HttpMethod.Put, $"{All}/im-acs", SecretCalls.Body(SecretCalls.ConnectionString)))
            .IsProblem(HttpStatusCode.Conflict, "tenant-pending-deletion");
    }

    private static IEnumerable<string> Sets(Reply list) =>
        list.Json["value"]!.AsArray().Select(secret => $"{secret!["name"]!.GetValue<string>()}:{secret["isSet"]!.GetValue<bool>()}");
}
