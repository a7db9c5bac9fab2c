using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Fields;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Services;

/// <summary>A tenant with a Contact Center service and an entity of every kind that a service may refer to.</summary>
internal sealed class ServiceScene : IAsyncDisposable
{
    public const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";
    public const string Sales = $"{Tenant}/services/sales";
    public const string Settings = $"{Sales}/settings";

    private readonly Dictionary<(string Kind, string? Modality), Queue<string>> entities = [];

    private ServiceScene(ApiHouse house) => (House, System) = (house, house.System());

    public ApiHouse House { get; }

    public HttpClient System { get; }

    public static string Root { get; } = OrganizationUnit.DefaultIdOf(ApiHouse.Tenant);

    public static async Task<ServiceScene> StartAsync(string assignmentType = "None")
    {
        var scene = new ServiceScene(await ApiHouse.StartAsync());
        await scene.MakeServiceAsync("sales", assignmentType);
        return scene;
    }

    public async Task<Reply> MakeServiceAsync(string id, string assignmentType = "None", string licence = "ContactCenter") => (await System.CallAsync(
        HttpMethod.Put, $"{Tenant}/services/{id}",
        $$$"""{"upn":"{{{id}}}@a.example","displayName":"{{{id}}}","assignmentType":"{{{assignmentType}}}","licence":"{{{licence}}}"}""")).IsOk(HttpStatusCode.Created);

    public async Task<string> UnitAsync(string name) =>
        (await System.CallAsync(HttpMethod.Post, $"{Tenant}/organization-units", $$$"""{"name":"{{{name}}}"}""")).IsOk(HttpStatusCode.Created).Text("id");

    /// <summary>Makes an entity.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> EntityAsync(string kind, string? unit = null, string modality = "AudioVideo")
    {
        var body = new JsonObject { ["name"] = Guid.NewGuid().ToString(), ["organizationUnitId"] = unit ?? Root };
        switch (kind)
        {
            case "opening-hours":
                body["timeZone"] = "Europe/Zurich";
                break;
            case "workflows":
                body["modality"] = modality;
                break;
            case "conversation-contexts" or "service-call-templates":
                body["url"] = "https://crm.contoso.example/";
                break;
            case "parameters":
                body["key"] = "key";
                break;
            case "domain-templates":
                body["domains"] = new JsonArray("www.contoso.example");
                break;
        }

        return (await System.CallAsync(HttpMethod.Post, $"{Tenant}/{kind}", body.ToJsonString())).IsOk(HttpStatusCode.Created).Text("id");
    }

    public async Task<Reply> ReadAsync(string path = Settings) => (await System.CallAsync(HttpMethod.Get, path)).IsOk();

    public Task<Reply> PatchAsync(string json, string path = Settings, string? ifMatch = null) => System.CallAsync(HttpMethod.Patch, path, json, ifMatch);

    /// <summary>A valid value of a field that it does not have yet.</summary>
    public async Task<JsonNode> OtherAsync(ServiceField field, JsonNode? before) => field.Rule switch
    {
        SwitchRule => !before!.GetValue<bool>(),
        WholeRule => before!.GetValue<int>() + 1,
        WordRule { Words: var words } => words.First(word => word != before!.GetValue<string>() && (field.Name != "licence" || word == "EnterpriseRouting")),
        ReferenceRule { Kind: var kind } => await FreshAsync(kind, field.Modality, before?.GetValue<string>()),
        ListRule { Element: ReferenceRule { Kind: var kind } } => new JsonArray(await FreshAsync(kind, null, null)),
        ListRule => new JsonArray("recording"),
        _ => field.Name switch
        {
            "organizationUnitId" => await UnitAsync(Guid.NewGuid().ToString()),
            "applicationId" => "11111111-2222-3333-4444-555555555555",
            "e164Number" or "emergencyDestination" => "+41440000001",
            "upn" or "mailbox" => "other@a.example",
            _ => "Other",
        },
    };

    /// <summary>One of two entities of a kind, made once.</summary>
    private async Task<string> FreshAsync(string kind, string? modality, string? not)
    {
        if (!entities.TryGetValue((kind, modality), out var known))
            entities[(kind, modality)] = known = new([await EntityAsync(kind, modality: modality ?? "AudioVideo"), await EntityAsync(kind, modality: modality ?? "AudioVideo")]);
        return known.First(id => id != not);
    }

    public ValueTask DisposeAsync()
    {
        System.Dispose();
        return House.DisposeAsync();
    }
}
