using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Services;

/// <summary>Every field for every role, through HTTP, by the table, which other tests compare with the product's matrices cell by cell.</summary>
public sealed class ServiceFieldMatrixTests
{
    private const string Ready = """
        {"general":{"pstnActive":true},
         "distribution":{"emergencyDestination":"desk@a.example"}}
        """;

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task EveryField_IsReadAndChangedByWhomTheTableNames(object role)
    {
        await using var scene = await ServiceScene.StartAsync();
        var template = await scene.EntityAsync("domain-templates");
        var before = (await scene.PatchAsync(Ready)).IsOk().Json;
        before = (await scene.PatchAsync($$$"""{"interact":{"domainTemplateId":"{{{template}}}"}}""")).IsOk().Json;
        using var caller = await scene.House.AsAsync((Role)role, "sales");
        var wrong = new List<string>();
        foreach (var (section, field) in ServiceCatalogue.Fields)
        {
            var path = section.PathOf(field);
            if (await ReadsAsync(caller, section, field) != May(Permissions.ServiceSettings, (Role)role, Letters.Read, field))
                wrong.Add($"{path} is read wrongly");
            var other = await scene.OtherAsync(field, before[section.Name]![field.Name]);
            var reply = await caller.CallAsync(HttpMethod.Patch, $"{ServiceScene.Settings}/{section.Name}", new JsonObject { [field.Name] = other }.ToJsonString());
            var may = May(Permissions.ServiceSettings, (Role)role, Letters.Update, field);
            var expected = PermissionTable.Of(Permissions.ServiceSettings, (Role)role).HasFlag(Letters.Update) && field.IsFixed ? HttpStatusCode.BadRequest
                : may ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            if (reply.Status != expected)
                wrong.Add($"{path} was {(int)reply.Status}, not {(int)expected}: {reply.Body?["detail"]}");
            if (reply.Status == HttpStatusCode.Forbidden && !Names(reply, PermissionTable.Of(Permissions.ServiceSettings, (Role)role).HasFlag(Letters.Update) ? field.Permission : Permissions.ServiceSettings))
                wrong.Add($"{path} is refused without its name");
            if (reply.Status == HttpStatusCode.OK)
                (await scene.System.CallAsync(HttpMethod.Put, ServiceScene.Settings, before.ToJsonString())).IsOk();
        }

        Assert.Empty(wrong);
        Assert.True(JsonNode.DeepEquals(before, (await scene.ReadAsync()).Json));
    }

    public static TheoryData<object> Roles => [.. Enum.GetValues<Role>().Select(role => (object)role)];

    private static bool May(string gate, Role role, Letters letter, ServiceField field) =>
        PermissionTable.Of(gate, role).HasFlag(letter) && PermissionTable.Of(field.Permission, role).HasFlag(letter);

    private static bool Names(Reply reply, string permission) => reply.Text("detail").Contains(permission, StringComparison.Ordinal);

    private static async Task<bool> ReadsAsync(HttpClient caller, ServiceSection section, ServiceField field)
    {
        var reply = await caller.CallAsync(HttpMethod.Get, $"{ServiceScene.Settings}/{section.Name}");
        return reply.Status == HttpStatusCode.OK ? reply.Json.ContainsKey(field.Name) : reply.Status != HttpStatusCode.Forbidden;
    }
}
