using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Configuration;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>Sound documents of every kind, with all of their fields.</summary>
internal static class Samples
{
    public const string OfTenant = $"v1/tenants/{ApiHouse.Tenant}";

    public static TheoryData<string> Kinds => [.. ConfigurationKinds.All.Keys];

    public static string PathOf(string kind, string? id = null) => id is null ? $"{OfTenant}/{kind}" : $"{OfTenant}/{kind}/{id}";

    /// <summary>A document of a kind; what it refers to is made in the tenant's root.</summary>
    public static async Task<JsonObject> DocumentAsync(this HttpClient system, string kind, string name, string? unit = null)
    {
        var own = kind switch
        {
            "skills" => $$"""{"categoryId":"{{await system.MakeAsync("skill-categories", $"Category of {name}")}}","levels":["Basic","Fluent"],"description":"d"}""",
            "responsibility-profiles" => $$"""{"skills":[{"skillId":"{{await system.MakeAsync("skills", $"Skill of {name}")}}","responsibility":7}],"description":"d"}""",
            "distribution-profiles" => $$"""
                {"levels":[{"afterSeconds":0,"skills":[{"skillId":"{{await system.MakeAsync("skills", $"Skill for {name}")}}","level":2,"responsibility":5}]},{"afterSeconds":30,"skills":[]}],"description":"d"}
                """,
            "direct-system-messages" or "service-system-messages" =>
                """{"displayName":"Alpenwerk","messages":[{"on":"Started","toCustomer":"Welcome","toUser":null},{"on":"Ended","toCustomer":"Bye","toUser":"Done"}]}""",
            "direct-call-templates" or "service-call-templates" => """{"url":"https://crm.contoso.example/?caller={caller}","opensOn":"Ringing","description":"d"}""",
            "opening-hours" => """
                {"timeZone":"Europe/Zurich","weekly":[{"day":"Monday","from":"08:00","to":"12:00"},{"day":"Monday","from":"13:00","to":"24:00"}],
                 "specialDays":[{"date":"2030-12-24","says":"Christmas Eve","hours":[{"from":"08:00","to":"12:00"}]},{"date":"2030-12-25","says":null,"hours":[]}]}
                """,
            "parameters" => """{"key":"customer_id","defaultValue":"none"}""",
            "conversation-contexts" => """{"url":"https://crm.contoso.example/{id}"}""",
            "workflows" => """{"modality":"AudioVideo","description":"d"}""",
            "domain-templates" => """{"domains":["www.contoso.example","*.shop.example"]}""",
            _ => """{"description":"d"}""",
        };
        var document = JsonNode.Parse(own)!.AsObject();
        document.Insert(0, "name", name);
        if (unit is not null)
            document["organizationUnitId"] = unit;
        return document;
    }

    /// <summary>Makes an entity.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> MakeAsync(this HttpClient system, string kind, string name, string? unit = null) =>
        (await system.CallAsync(HttpMethod.Post, PathOf(kind), (await system.DocumentAsync(kind, name, unit)).ToJsonString())).IsOk(HttpStatusCode.Created).Text("id");

    /// <summary>Makes an organization unit.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> MakeUnitAsync(this HttpClient system, string name, string? parent = null)
    {
        var body = new JsonObject { ["name"] = name };
        if (parent is not null)
            body["parentId"] = parent;
        return (await system.CallAsync(HttpMethod.Post, $"{OfTenant}/organization-units", body.ToJsonString())).IsOk(HttpStatusCode.Created).Text("id");
    }
}
