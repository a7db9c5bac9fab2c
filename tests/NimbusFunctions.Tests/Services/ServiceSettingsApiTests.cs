using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Services;

public sealed class ServiceSettingsApiTests : IAsyncLifetime
{
    private ServiceScene? started;

    private ServiceScene Scene => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ServiceScene.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Get_Whole_HasEverySectionAndField()
    {
        var whole = await Scene.ReadAsync();

        Assert.Equal("\"0\"", whole.ETag);
        Assert.Equal(ServiceCatalogue.InOrder.Select(section => section.Name), whole.Json.Select(section => section.Key));
        Assert.All(ServiceCatalogue.InOrder, section => Assert.Equal(section.Fields.Select(field => field.Name), whole.Json[section.Name]!.AsObject().Select(field => field.Key)));
        Assert.Equal((await Scene.ReadAsync($"{ServiceScene.Settings}/users")).Json.ToJsonString(), whole.Json["users"]!.ToJsonString());
        (await Scene.System.CallAsync(HttpMethod.Get, $"{ServiceScene.Settings}/colours")).IsProblem(HttpStatusCode.NotFound, "section-not-found");
        (await Scene.System.CallAsync(HttpMethod.Get, $"{ServiceScene.Tenant}/services/none/settings")).IsProblem(HttpStatusCode.NotFound, "service-not-found");
    }

    [Fact]
    public async Task Put_OfWhatWasRead_ChangesNothingForWhoeverReadsIt()
    {
        (await Scene.PatchAsync("""{"general":{"addons":["recording"],"applicationId":"11111111-2222-3333-4444-555555555555"}}""")).IsOk();
        var read = await Scene.ReadAsync();
        foreach (var role in new[] { Role.TenantAdministrator, Role.OrganizationUnitAdministrator, Role.TeamOwner, Role.ServiceSupervisor, Role.TeamOwnerLimited })
        {
            using var caller = await Scene.House.AsAsync(role, "sales");
            var shown = await caller.CallAsync(HttpMethod.Get, ServiceScene.Settings);
            var put = (await caller.CallAsync(HttpMethod.Put, ServiceScene.Settings, shown.Json.ToJsonString(), shown.ETag)).IsOk();
            Assert.Equal(read.ETag, put.ETag);
        }

        Assert.Equal(read.Json.ToJsonString(), (await Scene.ReadAsync()).Json.ToJsonString());
    }

    [Fact]
    public async Task Patch_WithFaults_NamesAllOfThemAndStoresNothing()
    {
        var before = await Scene.ReadAsync();
        var wrong = await Scene.PatchAsync(
            """
            {"general":{"name":null,"e164Number":"044","slaHangupSeconds":-1,"colour":1,"upn":"nobody"},"modalities":{"email":1,"audioVideoWorkflowId":"x"},
             "distribution":{"assignmentType":"SkillBased","offline":true,"ronaSeconds":4},"colours":{},"users":[]}
            """);

        wrong.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ["colours", "distribution.assignmentType", "distribution.offline", "distribution.ronaSeconds", "general.colour", "general.e164Number", "general.name", "general.slaHangupSeconds", "general.upn",
             "modalities.audioVideoWorkflowId", "modalities.email", "users"],
            wrong.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        var section = await Scene.PatchAsync("""{"e164Number":"+41440000000","primaryOpeningHoursId":null}""", $"{ServiceScene.Settings}/general");
        Assert.Equal(["e164Number"], section.Json["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(
            ["distribution.emergencyDestination", "interact.domainTemplateId"],
            (await Scene.PatchAsync("""{"distribution":{"emergencyRedirect":true},"interact":{"restrictAccess":true}}""")).Json["errors"]!.AsObject().Select(error => error.Key).Order());
        var after = await Scene.ReadAsync();
        Assert.Equal((before.ETag, before.Json.ToJsonString()), (after.ETag, after.Json.ToJsonString()));
    }

    [Fact]
    public async Task Patch_Null_TakesAFieldBackToItsDefault()
    {
        (await Scene.PatchAsync("""{"distribution":{"ronaSeconds":60}}""")).IsOk();

        Assert.Equal(20, (await Scene.PatchAsync("""{"distribution":{"ronaSeconds":null}}""")).IsOk().Json["distribution"]!["ronaSeconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Put_ASection_LeavesOutToDefaultsButWhatStays()
    {
        (await Scene.PatchAsync("""{"general":{"shortAbandonsSeconds":9,"applicationId":"11111111-2222-3333-4444-555555555555"}}""")).IsOk();

        var put = (await Scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Settings}/general", """{"name":"Sales","upn":"sales@a.example"}""")).IsOk().Json;

        Assert.Equal((5, "ContactCenter"), (put["shortAbandonsSeconds"]!.GetValue<int>(), put["licence"]!.GetValue<string>()));
        Assert.Equal((ServiceScene.Root, "11111111-2222-3333-4444-555555555555"), (put["organizationUnitId"]!.GetValue<string>(), put["applicationId"]!.GetValue<string>()));
        Assert.Equal(["general.name", "general.upn", "modalities", "distribution", "extensions", "users", "interact"], [.. (await Scene.System.CallAsync(HttpMethod.Put, ServiceScene.Settings, """{"general":{}}""")).Json["errors"]!.AsObject().Select(error => error.Key).OrderBy(key => !key.StartsWith("general", StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task Write_OverAnotherOnesChange_Is412WithBothVersions_AndTheSyncIsNoOther()
    {
        var read = await Scene.ReadAsync();
        var services = Scene.House.Services.GetRequiredService<ServiceStore>();
        var stored = (await services.FindAsync(ApiHouse.Tenant, "sales", TestContext.Current.CancellationToken))!;
        Assert.True(await services.UpdateAsync(ApiHouse.Tenant, [(stored, stored.Service with { MemberCount = 7 })], TestContext.Current.CancellationToken));
        var first = (await Scene.PatchAsync("""{"general":{"name":"One"}}""", ifMatch: read.ETag)).IsOk();

        var second = await Scene.PatchAsync("""{"general":{"name":"Two"}}""", ifMatch: read.ETag);

        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"1\""), (second.Status, first.ETag));
        Assert.Equal(("One", "Two"), (second.Json["current"]!["general"]!["name"]!.GetValue<string>(), second.Json["yours"]!["general"]!["name"]!.GetValue<string>()));
        Assert.Equal(first.ETag, second.Text("currentETag"));
        Assert.Equal(7, (await Scene.ReadAsync(ServiceScene.Sales)).Json["members"]!.GetValue<int>());
    }

    [Fact]
    public async Task ManyAtOnce_WithTheSync_LoseNothingAndShareNoRevision()
    {
        var services = Scene.House.Services.GetRequiredService<ServiceStore>();
        var sync = Task.Run(async () =>
        {
            for (var members = 1; members <= 40; members++)
            {
                var stored = (await services.FindAsync(ApiHouse.Tenant, "sales", TestContext.Current.CancellationToken))!;
                await services.UpdateAsync(ApiHouse.Tenant, [(stored, stored.Service with { MemberCount = members })], TestContext.Current.CancellationToken);
            }
        }, TestContext.Current.CancellationToken);
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => Scene.PatchAsync($$$"""{"general":{"name":"Name {{{number}}}"}}""")));
        await sync;

        var stored = replies.Count(reply => reply.Status == HttpStatusCode.OK);
        Assert.All(replies, reply => Assert.True(reply.Status is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed, $"{reply.Status}"));
        Assert.Equal($"\"{stored}\"", (await Scene.ReadAsync()).ETag);
        Assert.Equal(stored, (await Scene.ReadAsync($"{ServiceScene.Settings}/history?top=200")).Json["value"]!.AsArray().Count);
    }

    [Fact]
    public async Task PutOfTheService_AndOfItsContact_AreTheSameFieldsWithTheSameHistory()
    {
        (await Scene.System.CallAsync(HttpMethod.Put, ServiceScene.Sales, """{"upn":"sales@a.example","displayName":"Vente","assignmentType":"None","licence":"ContactCenter","modalities":["Call","Email"],"busy":true}""")).IsOk();
        (await Scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Sales}/interact", """{"active":true}""")).IsOk();
        (await Scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Sales}/interact", """{"active":true,"directSystemMessages":true}""")).IsOk();

        var whole = await Scene.ReadAsync();
        Assert.Equal("\"2\"", whole.ETag);
        Assert.Equal(("Vente", true), (whole.Json["general"]!["name"]!.GetValue<string>(), whole.Json["modalities"]!["email"]!.GetValue<bool>()));
        Assert.True(whole.Json["interact"]!["active"]!.GetValue<bool>());
        (await Scene.PatchAsync("""{"modalities":{"outboundConversations":true,"inboundConversations":false}}""")).IsOk();
        Assert.Equal(["Outbound", "Email"], (await Scene.ReadAsync(ServiceScene.Sales)).Json["modalities"]!.AsArray().Select(word => word!.GetValue<string>()));
        Assert.Equal(
            ["modalities", "interact", "general", "modalities", "distribution"],
            (await Scene.ReadAsync($"{ServiceScene.Settings}/history")).Json["value"]!.AsArray().Select(change => change!["section"]!.GetValue<string>()));
    }

    [Fact]
    public async Task History_TellsWhoChangedWhat_AsFarAsTheReaderMayRead()
    {
        (await Scene.PatchAsync("""{"general":{"addons":["recording"],"name":"One"}}""")).IsOk();
        using var owner = await Scene.House.AsAsync(Role.TeamOwner, "sales");
        (await owner.CallAsync(HttpMethod.Patch, $"{ServiceScene.Settings}/general", """{"name":"Two"}""")).IsOk();

        var page = (await owner.CallAsync(HttpMethod.Get, $"{ServiceScene.Settings}/history?top=1&section=general")).IsOk().Json;
        var newest = Assert.Single(page["value"]!.AsArray())!;
        Assert.Equal(("One", "Two"), (newest["before"]!["name"]!.GetValue<string>(), newest["after"]!["name"]!.GetValue<string>()));
        Assert.StartsWith("user:", newest["author"]!.GetValue<string>(), StringComparison.Ordinal);
        var older = (await owner.CallAsync(HttpMethod.Get, $"{ServiceScene.Settings}/history?continuation={page["continuation"]}")).IsOk().Json;
        Assert.Equal(["name"], Assert.Single(older["value"]!.AsArray())!["after"]!.AsObject().Select(field => field.Key));
        Assert.Contains("addons", (await Scene.ReadAsync($"{ServiceScene.Settings}/history")).Json.ToJsonString(), StringComparison.Ordinal);
        (await owner.CallAsync(HttpMethod.Get, $"{ServiceScene.Settings}/history?top=0&section=x&continuation=x")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Mailbox_OfAnotherService_IsRefusedUntilThatGivesItUp()
    {
        await Scene.MakeServiceAsync("other");
        const string Mailbox = """{"modalities":{"mailbox":"Desk@a.example"}}""";
        (await Scene.PatchAsync(Mailbox)).IsOk();

        (await Scene.PatchAsync(Mailbox.Replace("Desk", "desk", StringComparison.Ordinal), $"{ServiceScene.Tenant}/services/other/settings")).IsProblem(HttpStatusCode.Conflict, "already-exists");
        (await Scene.PatchAsync("""{"modalities":{"mailbox":null}}""")).IsOk();
        (await Scene.PatchAsync(Mailbox, $"{ServiceScene.Tenant}/services/other/settings")).IsOk();
        (await Scene.PatchAsync("""{"general":{"upn":"other@a.example"}}""")).IsProblem(HttpStatusCode.Conflict, "already-exists");
    }

    [Fact]
    public async Task Write_OfAServiceThatIsBeingDeleted_IsRefused()
    {
        (await Scene.System.CallAsync(HttpMethod.Delete, ServiceScene.Sales)).IsOk(HttpStatusCode.Accepted);

        (await Scene.PatchAsync("""{"general":{"name":"Late"}}""")).IsProblem(HttpStatusCode.Conflict, "service-pending-deletion");
    }

    [Fact]
    public async Task ByAnotherServicesOwner_ThereIsNoSuchService()
    {
        using var owner = await Scene.House.AsAsync(Role.TeamOwner, "other");

        (await owner.CallAsync(HttpMethod.Get, ServiceScene.Settings)).IsProblem(HttpStatusCode.NotFound, "service-not-found");
        (await owner.CallAsync(HttpMethod.Patch, ServiceScene.Settings, """{"general":{"name":"Mine"}}""")).IsProblem(HttpStatusCode.NotFound, "service-not-found");
        (await owner.CallAsync(HttpMethod.Get, $"{ServiceScene.Settings}/history")).IsProblem(HttpStatusCode.NotFound, "service-not-found");
    }
}
