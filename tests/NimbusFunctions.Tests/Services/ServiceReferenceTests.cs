using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Fields;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Services;

/// <summary>What services refer to, both ways.</summary>
public sealed class ServiceReferenceTests : IAsyncLifetime
{
    private const string Nobody = "99999999-0000-0000-0000-000000000009";

    private ServiceScene? started;

    private ServiceScene Scene => started ?? throw new InvalidOperationException("It has not started.");

    public static TheoryData<string> Fields => [.. Referring().Select(place => place.Section.PathOf(place.Field))];

    public async ValueTask InitializeAsync() => started = await ServiceScene.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task EveryReferringField_HoldsItsEntityUntilItLetsGo(string path)
    {
        var (section, field) = Referring().Single(place => place.Section.PathOf(place.Field) == path);
        var (kind, settings) = (KindOf(field), $"{ServiceScene.Settings}/{section.Name}");
        var (unit, id) = (await Scene.UnitAsync("Beside"), await Scene.EntityAsync(kind, modality: field.Modality ?? "AudioVideo"));
        var beside = await Scene.EntityAsync(kind, unit, field.Modality ?? "AudioVideo");
        Assert.Equal([At(field)], await FaultsAsync(settings, field, Nobody));
        Assert.Equal([At(field)], await FaultsAsync(settings, field, beside));
        if (field.Modality is not null)
            Assert.Equal([At(field)], await FaultsAsync(settings, field, await Scene.EntityAsync(kind, modality: field.Modality == "Email" ? "AudioVideo" : "Email")));
        // A deletion looks at all that refer, so that nothing is left of what was refused.
        (await Scene.System.CallAsync(HttpMethod.Delete, $"{ServiceScene.Tenant}/{kind}/{beside}")).IsOk(HttpStatusCode.NoContent);

        (await Scene.PatchAsync(Body(field, id.ToUpperInvariant()), settings)).IsOk();

        var inUse = await Scene.System.CallAsync(HttpMethod.Delete, $"{ServiceScene.Tenant}/{kind}/{id}");
        inUse.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains("service sales", inUse.Text("detail"), StringComparison.Ordinal);
        var moved = await Scene.PatchAsync($$$"""{"organizationUnitId":"{{{unit}}}"}""", $"{ServiceScene.Settings}/general");
        moved.IsOk();
        (await Scene.PatchAsync($$$"""{"{{{field.Name}}}":null}""", settings)).IsOk();
        (await Scene.System.CallAsync(HttpMethod.Delete, $"{ServiceScene.Tenant}/{kind}/{id}")).IsOk(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Workflow_ThatAServiceUses_KeepsItsModality()
    {
        var workflow = await Scene.EntityAsync("workflows", modality: "Email");
        (await Scene.PatchAsync($$$"""{"modalities":{"emailWorkflowId":"{{{workflow}}}"}}""")).IsOk();

        (await ChangeAsync(""" "modality":"AudioVideo" """)).IsProblem(HttpStatusCode.Conflict, "in-use");
        (await ChangeAsync(""" "modality":"Email","description":"Another" """)).IsOk();
        (await Scene.PatchAsync("""{"modalities":{"emailWorkflowId":null}}""")).IsOk();
        (await ChangeAsync(""" "modality":"AudioVideo" """)).IsOk();

        Task<Reply> ChangeAsync(string fields) => Scene.System.CallAsync(HttpMethod.Patch, $"{ServiceScene.Tenant}/workflows/{workflow}", $"{{{fields}}}");
    }

    [Fact]
    public async Task Move_ToAUnitThatDoesNotReachWhatItRefersTo_NamesEach_ByEitherEndpoint()
    {
        var (north, south) = (await Scene.UnitAsync("North"), await Scene.UnitAsync("South"));
        (await Scene.PatchAsync($$$"""{"general":{"organizationUnitId":"{{{north}}}"}}""")).IsOk();
        var (hours, context) = (await Scene.EntityAsync("opening-hours", north), await Scene.EntityAsync("conversation-contexts", north));
        var above = await Scene.EntityAsync("primary-codes");
        var template = await Scene.EntityAsync("domain-templates", north);
        (await Scene.PatchAsync(
            $$$"""{"general":{"primaryOpeningHoursId":"{{{hours}}}"},"extensions":{"conversationContextId":"{{{context}}}","primaryCodeIds":["{{{above}}}"]},"interact":{"domainTemplateId":"{{{template}}}"}}""")).IsOk();

        string[] expected = ["extensions.conversationContextId", "general.primaryOpeningHoursId", "interact.domainTemplateId"];
        Assert.Equal(expected, Faults(await Scene.PatchAsync($$$"""{"general":{"organizationUnitId":"{{{south}}}"}}""")));
        Assert.Equal(expected, Faults(await Scene.System.CallAsync(
            HttpMethod.Put, ServiceScene.Sales, $$$"""{"upn":"sales@a.example","displayName":"sales","assignmentType":"None","licence":"ContactCenter","organizationUnitId":"{{{south}}}"}""")));
        Assert.Equal(north, (await Scene.ReadAsync(ServiceScene.Sales)).Text("organizationUnitId"));
        (await Scene.PatchAsync(
            $$$"""{"general":{"organizationUnitId":"{{{south}}}","primaryOpeningHoursId":null},"extensions":{"conversationContextId":null},"interact":{"domainTemplateId":null}}""")).IsOk();
        Assert.Equal(["general.organizationUnitId"], Faults(await Scene.PatchAsync($$$"""{"general":{"organizationUnitId":"{{{Nobody}}}"}}""")));
        foreach (var (kind, id) in new[] { ("opening-hours", hours), ("conversation-contexts", context), ("domain-templates", template) })
            (await Scene.System.CallAsync(HttpMethod.Delete, $"{ServiceScene.Tenant}/{kind}/{id}")).IsOk(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Delete_OfAnEntityWhileSomebodyRefersToIt_LeavesNoServiceWithoutIt()
    {
        for (var round = 0; round < 20; round++)
        {
            var id = await Scene.EntityAsync("opening-hours");
            var refer = Scene.PatchAsync($$$"""{"general":{"secondaryOpeningHoursId":"{{{id}}}"}}""");
            var delete = Scene.System.CallAsync(HttpMethod.Delete, $"{ServiceScene.Tenant}/opening-hours/{id}");
            var (referred, deleted) = ((await refer).Status, (await delete).Status);

            Assert.True(referred == HttpStatusCode.OK ? deleted != HttpStatusCode.NoContent : deleted == HttpStatusCode.NoContent, $"{referred}, {deleted}");
        }
    }

    private async Task<IEnumerable<string>> FaultsAsync(string settings, ServiceField field, string id) => Faults(await Scene.PatchAsync(Body(field, id), settings));

    private static IEnumerable<string> Faults(Reply reply)
    {
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        return reply.Json["errors"]!.AsObject().Select(error => error.Key).Order();
    }

    private static string Body(ServiceField field, string id) => new JsonObject { [field.Name] = field.Rule is ListRule ? new JsonArray(id) : id }.ToJsonString();

    private static string At(ServiceField field) => field.Rule is ListRule ? $"{field.Name}[0]" : field.Name;

    private static string KindOf(ServiceField field) => ((field.Rule as ReferenceRule) ?? (ReferenceRule)((ListRule)field.Rule).Element).Kind;

    private static IEnumerable<(ServiceSection Section, ServiceField Field)> Referring() =>
        ServiceCatalogue.Fields.Where(place => place.Field.Rule is ReferenceRule or ListRule { Element: ReferenceRule });
}
