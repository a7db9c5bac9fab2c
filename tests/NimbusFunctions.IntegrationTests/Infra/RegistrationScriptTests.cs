using System.Text.Json.Nodes;

namespace NimbusFunctions.IntegrationTests.Infra;

public sealed class RegistrationScriptTests : IDisposable
{
    private static readonly string[] Everything =
        ["--address", RegistrationScript.Address, "--issuer", RegistrationScript.Issuer, "--subject", "identity-1"];

    private readonly RegistrationScript script = new();

    public void Dispose() => script.Dispose();

    [Fact]
    public async Task When_ItRunsDry_Should_SayEverythingAndChangeNothing()
    {
        var (code, output, error) = await script.RunAsync([.. Everything, "--dry-run"]);

        Assert.Equal((0, ""), (code, error));
        Assert.Empty(script.Calls);
        foreach (var words in (string[])["dry run", "make it", "User.Read.All: The user list", "Presence.Read.All: ", "System.Administrator", "access_as_user", "/ops/callback", "idtyp", "Trust the managed identity identity-1"])
            Assert.Contains(words, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_ThereIsNone_Should_MakeItWholeAndAfterwardsLeaveItAlone()
    {
        var first = await script.RunAsync(Everything);

        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Equal(["create", "patch api,appRoles,identifierUris,optionalClaims,requiredResourceAccess,web", "principal", "trust"], script.Calls);
        var app = script.App;
        Assert.Equal("AzureADMultipleOrgs", app["signInAudience"]!.GetValue<string>());
        Assert.Equal($"api://{app["appId"]}", Assert.Single(app["identifierUris"]!.AsArray())!.GetValue<string>());
        Assert.Equal(2, app["api"]!["requestedAccessTokenVersion"]!.GetValue<int>());
        Assert.Equal(["User", "Application"], app["appRoles"]![0]!["allowedMemberTypes"]!.AsArray().Select(type => type!.GetValue<string>()));
        Assert.Equal($"{RegistrationScript.Address}/ops/callback", Assert.Single(app["web"]!["redirectUris"]!.AsArray())!.GetValue<string>());
        var trusted = Assert.Single(app["credentials"]!.AsArray())!;
        Assert.Equal((RegistrationScript.Issuer, "identity-1"), (trusted["issuer"]!.GetValue<string>(), trusted["subject"]!.GetValue<string>()));
        Assert.Equal("api://AzureADTokenExchange", Assert.Single(trusted["audiences"]!.AsArray())!.GetValue<string>());

        var second = await script.RunAsync(Everything);

        Assert.Equal(0, second.Code);
        Assert.Contains("as it should be", second.Output, StringComparison.Ordinal);
        Assert.Equal(4, script.Calls.Length);
    }

    [Fact]
    public async Task When_SomebodyMadeOneByHand_Should_AddAndTakeNothingAway()
    {
        script.Put("""
            {"appId":"00000000-1111-2222-3333-444444444440","displayName":"Nimbus Functions","signInAudience":"AzureADMyOrg","identifierUris":["api://ours"],
             "api":{"requestedAccessTokenVersion":1,"oauth2PermissionScopes":[{"id":"kept","value":"access_as_user","isEnabled":true},{"id":"other","value":"more","isEnabled":true}]},
             "appRoles":[{"id":"theirs","value":"Reader","isEnabled":true}],"web":{"redirectUris":["https://elsewhere.example/"]},
             "requiredResourceAccess":[{"resourceAppId":"another","resourceAccess":[]}],"credentials":[]}
            """);

        var run = await script.RunAsync(Everything);

        Assert.Equal((0, ""), (run.Code, run.Error));
        var app = script.App;
        Assert.Equal(2, app["identifierUris"]!.AsArray().Count);
        Assert.Equal(["other", "kept"], Ids(app["api"]!["oauth2PermissionScopes"]!));
        Assert.Equal("theirs", Ids(app["appRoles"]!)[0]);
        Assert.Equal(2, app["appRoles"]!.AsArray().Count);
        Assert.Equal(2, app["web"]!["redirectUris"]!.AsArray().Count);
        Assert.Equal(2, app["requiredResourceAccess"]!.AsArray().Count);
    }

    [Fact]
    public async Task When_TheIdentityIsAnotherOne_Should_TrustThatInItsPlace()
    {
        await script.RunAsync(Everything);

        var run = await script.RunAsync("--issuer", RegistrationScript.Issuer, "--subject", "identity-2");

        Assert.Equal(0, run.Code);
        Assert.Equal("trust another", script.Calls[^1]);
        Assert.Equal("identity-2", Assert.Single(script.App["credentials"]!.AsArray())!["subject"]!.GetValue<string>());
    }

    [Fact]
    public async Task When_TwoHaveTheName_Should_AskForTheId()
    {
        const string One = """{"appId":"00000000-1111-2222-3333-444444444440","displayName":"Nimbus Functions","credentials":[]}""";
        script.Put($"{One},{One}");

        var run = await script.RunAsync(Everything);

        Assert.Equal(1, run.Code);
        Assert.Contains("--client-id", run.Error, StringComparison.Ordinal);
        Assert.Empty(script.Calls);
    }

    [Theory]
    [InlineData("--address", "http://func.example")]
    [InlineData("--subject", "identity-1")]
    [InlineData("--client-id", "no-guid")]
    [InlineData("--colour", "blue")]
    public async Task Arguments_ThatAreWrong_AreRefusedBeforeAnythingIsDone(string option, string value)
    {
        var run = await script.RunAsync(option, value);

        Assert.Equal(2, run.Code);
        Assert.Contains("--", run.Error, StringComparison.Ordinal);
        Assert.Empty(script.Calls);
    }

    private static string[] Ids(JsonNode list) => [.. list.AsArray().Select(each => each!["id"]!.GetValue<string>())];
}
