using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Secrets;
using NimbusFunctions.Tests.SettingsReaders;

namespace NimbusFunctions.Tests.Interact;

public sealed class SessionTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";
    private const string Sessions = "v1/interact/sessions/validate";
    private const string Page = "https://www.contoso.example";

    private ApiHouse? started;
    private string key = "";
    private string user = "";

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync()
    {
        started = await ApiHouse.StartAsync();
        using var system = House.System();
        await House.SetAcsAsync("interact-acs");
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/interact", """{"enabled":true,"sessionRecoverySeconds":25,"authorization":"Token"}""")).IsOk();
        key = (await system.CallAsync(HttpMethod.Get, $"{Tenant}/interact/widget-key")).IsOk().Text("key");
        user = await House.NewUserAsync(null);
        (await system.CallAsync(HttpMethod.Put, $"{Tenant}/users/{user}/licences", """{"licences":["Interact"]}""")).IsOk();
        await SetAsync("""{"active":true}""");
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    [ChangesWith("interact.sessionRecoverySeconds", "interact.authorization")]
    public async Task Validate_ByAPageThatMay_TellsHowTheSessionBegins()
    {
        var answer = (await ValidateAsync(key, user)).IsOk().Json;

        Assert.Equal((ApiHouse.Tenant, "user", user), (answer["tenant"]!.GetValue<string>(), answer["contactKind"]!.GetValue<string>(), answer["contactId"]!.GetValue<string>()));
        Assert.Equal(["AudioVideo", "InstantMessaging"], answer["modalities"]!.AsArray().Select(modality => modality!.GetValue<string>()));
        Assert.Equal((25, "Token"), (answer["sessionRecoverySeconds"]!.GetValue<int>(), answer["authorization"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("x")]
    [InlineData("' or 1 eq 1 or PartitionKey eq '")]
    public async Task Validate_WrongKey_IsRefusedBeforeAnythingElse(string wrong) =>
        (await ValidateAsync(wrong, "nobody")).IsProblem(HttpStatusCode.Forbidden, "widget-key-wrong");

    [Fact]
    public async Task Regenerate_FormerKey_OpensNothingAnyMore()
    {
        var anew = (await House.System().CallAsync(HttpMethod.Post, $"{Tenant}/interact/widget-key/regenerate")).IsOk().Text("key");

        Assert.NotEqual(key, anew);
        (await ValidateAsync(key, user)).IsProblem(HttpStatusCode.Forbidden, "widget-key-wrong");
        (await ValidateAsync(anew, user)).IsOk();
        Assert.Equal(anew, (await House.System().CallAsync(HttpMethod.Get, $"{Tenant}/interact/widget-key")).Text("key"));
    }

    [Fact]
    public async Task Validate_InactiveContactOrModality_IsRefusedWithTheReason()
    {
        (await ValidateAsync(key, "nobody")).IsProblem(HttpStatusCode.Forbidden, "contact-inactive");
        await SetAsync("""{"active":true,"audioVideo":false}""");
        (await ValidateAsync(key, user, modality: "AudioVideo")).IsProblem(HttpStatusCode.Forbidden, "modality-missing");
        (await ValidateAsync(key, user, modality: "InstantMessaging")).IsOk();
        await SetAsync("""{"active":false}""");
        (await ValidateAsync(key, user)).IsProblem(HttpStatusCode.Forbidden, "contact-inactive");
    }

    [Fact]
    public async Task Validate_RestrictedAccess_NeedsAPageOfTheTemplate()
    {
        var template = (await House.System().CallAsync(HttpMethod.Post, $"{Tenant}/domain-templates", """{"name":"Ours","domains":["www.contoso.example","*.shop.example"]}"""))
            .IsOk(HttpStatusCode.Created).Text("id");
        await SetAsync($$"""{"active":true,"restrictAccess":true,"domainTemplateId":"{{template}}"}""");

        (await ValidateAsync(key, user)).IsOk();
        (await ValidateAsync(key, user, "https://a.shop.example")).IsOk();
        foreach (var page in new[] { "https://shop.example", "http://www.contoso.example", "https://www.contoso.example.evil.example", "https://x@www.contoso.example", "null" })
            (await ValidateAsync(key, user, page)).IsProblem(HttpStatusCode.Forbidden, "origin-refused");
        var refused = await House.System().CallAsync(HttpMethod.Delete, $"{Tenant}/domain-templates/{template}");
        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains($"user {user}", refused.Text("detail"), StringComparison.Ordinal);

        await SetAsync("""{"active":true}""");
        Assert.Equal(HttpStatusCode.NoContent, (await House.System().CallAsync(HttpMethod.Delete, $"{Tenant}/domain-templates/{template}")).Status);
    }

    [Fact]
    [ChangesWith("interact.enabled")]
    public async Task Validate_InteractSwitchedOff_IsRefused()
    {
        (await House.System().CallAsync(HttpMethod.Patch, $"{Tenant}/settings/interact", """{"enabled":false}""")).IsOk();
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);

        (await ValidateAsync(key, user)).IsProblem(HttpStatusCode.Forbidden, "interact-disabled");
    }

    [Fact]
    public async Task Put_ContactThatCannotBe_IsRefused()
    {
        var system = House.System();
        var other = await House.NewUserAsync(null);
        (await system.CallAsync(HttpMethod.Put, $"{Tenant}/users/{other}/interact", """{"active":true}""")).IsProblem(HttpStatusCode.Conflict, "licence-missing");
        foreach (var body in new[] { """{"active":true,"restrictAccess":true}""", """{"domainTemplateId":"x"}""", """{"domainTemplateId":"00000000-0000-0000-0000-000000000001"}""" })
            (await system.CallAsync(HttpMethod.Put, $"{Tenant}/users/{user}/interact", body)).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("""{"domains":["a.example"]}""")]
    [InlineData("""{"name":"a"}""")]
    [InlineData("""{"name":"a","domains":[]}""")]
    [InlineData("""{"name":"a","domains":["https://a.example"]}""")]
    [InlineData("""{"name":"a","domains":["a.example","*"]}""")]
    [InlineData("""{"name":"a","domains":[null]}""")]
    [InlineData("""{"name":"a","domains":["a.example"],"organizationUnitId":"00000000-0000-0000-0000-000000000001"}""")]
    public async Task Post_TemplateThatCannotBe_IsRefused(string body) =>
        (await House.System().CallAsync(HttpMethod.Post, $"{Tenant}/domain-templates", body)).IsProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task Templates_OfAnotherUnit_AreNotSeen()
    {
        var template = (await House.System().CallAsync(HttpMethod.Post, $"{Tenant}/domain-templates", """{"name":"Ours","domains":["a.example"]}""")).IsOk(HttpStatusCode.Created).Text("id");
        var stranger = await House.AsAsync(Role.OrganizationUnitAdministrator, unit: "60000000-0000-0000-0000-000000000006");

        Assert.Empty((await stranger.CallAsync(HttpMethod.Get, $"{Tenant}/domain-templates")).IsOk().Json["value"]!.AsArray());
        (await stranger.CallAsync(HttpMethod.Delete, $"{Tenant}/domain-templates/{template}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await stranger.CallAsync(HttpMethod.Post, $"{Tenant}/domain-templates", """{"name":"Mine","domains":["a.example"]}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Put_TemplateOverAnotherOnesChange_Is412()
    {
        var made = (await House.System().CallAsync(HttpMethod.Post, $"{Tenant}/domain-templates", """{"name":"Ours","domains":["a.example"]}""")).IsOk(HttpStatusCode.Created);
        var path = $"{Tenant}/domain-templates/{made.Text("id")}";
        (await House.System().CallAsync(HttpMethod.Put, path, """{"name":"One","domains":["a.example"]}""", made.ETag)).IsOk();

        (await House.System().CallAsync(HttpMethod.Put, path, """{"name":"Two","domains":["a.example"]}""", made.ETag)).IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
    }

    [Fact]
    public async Task Validate_ByATenantsOwnAdministrator_Is403() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await House.AsAsync(Role.TenantAdministrator)).CallAsync(HttpMethod.Post, Sessions, "{}")).Status);

    private async Task SetAsync(string contact) => (await House.System().CallAsync(HttpMethod.Put, $"{Tenant}/users/{user}/interact", contact)).IsOk();

    private Task<Reply> ValidateAsync(string widgetKey, string contact, string origin = Page, string? modality = null) => House.System().CallAsync(
        HttpMethod.Post, Sessions, new JsonObject { ["widgetKey"] = widgetKey, ["contactId"] = contact, ["origin"] = origin, ["modality"] = modality }.ToJsonString());
}
