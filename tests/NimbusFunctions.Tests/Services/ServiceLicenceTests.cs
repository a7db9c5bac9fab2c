using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Services;

/// <summary>What keeps a service's licence from being lowered, field by field.</summary>
public sealed class ServiceLicenceTests
{
    public static TheoryData<string> Lower => [ServiceVocabulary.AdvancedRouting, ServiceVocabulary.EnterpriseRouting];

    [Theory]
    [MemberData(nameof(Lower))]
    public async Task Lower_WhileAFieldNeedsMore_IsRefusedNamingIt_AndTheFieldNeedsTheLicence(string licence)
    {
        await using var scene = await ServiceScene.StartAsync();
        var before = (await scene.ReadAsync()).Json;
        foreach (var (section, field) in Needing(licence))
        {
            var (path, used) = (section.PathOf(field), await UsedAsync(scene, field, before[section.Name]![field.Name]));
            (await scene.PatchAsync(used, $"{ServiceScene.Settings}/{section.Name}")).IsOk();
            foreach (var refused in new[]
            {
                await scene.PatchAsync($$$"""{"general":{"licence":"{{{licence}}}"}}"""),
                await scene.System.CallAsync(
                    HttpMethod.Put, ServiceScene.Sales, $$$"""{"upn":"sales@a.example","displayName":"sales","assignmentType":"None","licence":"{{{licence}}}"}"""),
            })
            {
                refused.IsProblem(HttpStatusCode.Conflict, "in-use");
                Assert.Contains($": {path} need", refused.Text("detail"), StringComparison.Ordinal);
            }

            (await scene.System.CallAsync(HttpMethod.Put, ServiceScene.Settings, before.ToJsonString())).IsOk();
        }

        (await scene.PatchAsync($$$"""{"general":{"licence":"{{{licence}}}"}}""")).IsOk();
        foreach (var (section, field) in Needing(licence))
        {
            var wrong = await scene.PatchAsync(await UsedAsync(scene, field, before[section.Name]![field.Name]), $"{ServiceScene.Settings}/{section.Name}");
            wrong.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal([field.Name], wrong.Json["errors"]!.AsObject().Select(error => error.Key));
        }
    }

    [Fact]
    public async Task Lower_OfASkillBasedService_NamesItsTypeAndItsPeople()
    {
        await using var scene = await ServiceScene.StartAsync("SkillBased");
        foreach (var list in new[] { "owners", "agents" })
        {
            var id = await scene.House.NewUserAsync(null);
            (await scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Tenant}/users/{id}/licences", """{"licences":["ContactCenter"]}""")).IsOk();
            (await scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Sales}/{list}/{id}")).IsOk();
        }

        var refused = await scene.PatchAsync("""{"general":{"licence":"EnterpriseRouting"},"modalities":{"email":true}}""");
        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        refused = await scene.PatchAsync("""{"general":{"licence":"EnterpriseRouting"}}""");
        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains(": distribution.assignmentType, 1 agents, 1 owners need", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lower_TogetherWithGivingUpWhatNeedsMore_IsOneChange()
    {
        await using var scene = await ServiceScene.StartAsync();
        (await scene.PatchAsync("""{"modalities":{"email":true},"extensions":{"storeContextData":true}}""")).IsOk();

        var lower = await scene.PatchAsync("""{"general":{"licence":"AdvancedRouting"}}""");
        Assert.Contains("modalities.email, extensions.storeContextData", lower.Text("detail"), StringComparison.Ordinal);
        (await scene.PatchAsync("""{"general":{"licence":"AdvancedRouting"},"modalities":{"email":false},"extensions":{"storeContextData":null}}""")).IsOk();
        var counts = (await scene.ReadAsync($"{ServiceScene.Tenant}/licences")).Json["value"]!.AsArray().ToDictionary(count => count!["licence"]!.GetValue<string>(), count => count!["used"]!.GetValue<int>());
        Assert.Equal((1, 0), (counts["ServiceAdvancedRouting"], counts["ServiceContactCenter"]));
    }

    private static IEnumerable<(ServiceSection Section, ServiceField Field)> Needing(string licence) =>
        ServiceCatalogue.Fields.Where(place => place.Field is { Needs: { } needs, IsFixed: false } && !ServiceLicences.Has(licence, needs));

    private static async Task<string> UsedAsync(ServiceScene scene, ServiceField field, JsonNode? before) =>
        new JsonObject { [field.Name] = field.Only is { } only ? only : await scene.OtherAsync(field, before) }.ToJsonString();
}
