using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Simulator;

namespace NimbusFunctions.Tests.ContactSearch;

/// <summary>The app with a simulated tenant behind it, and users of it who search.</summary>
internal sealed class SearchScene : IAsyncDisposable
{
    private SearchScene(SimulatorBench bench, ApiHouse house) => (Bench, House) = (bench, house);

    public SimulatorBench Bench { get; }

    public ApiHouse House { get; }

    public string TenantId => Bench.Tenant.Id;

    public string Tenant => $"v1/tenants/{TenantId}";

    public static async Task<SearchScene> StartAsync()
    {
        var bench = await SimulatorBench.StartAsync();
        var https = bench.Server.HttpsAddress.GetLeftPart(UriPartial.Authority);
        var house = await ApiHouse.StartAsync(
            ("Entra:Authority", https), ("Entra:ClientId", bench.Server.ClientId), ("Entra:AssertionFile", bench.Server.AssertionFile),
            ("Entra:CertificateAuthorityFile", bench.Server.CertificateAuthorityFile), ("Graph:BaseUrl", $"{https}/v1.0"));
        await house.Services.GetRequiredService<TenantStore>().CreateAsync(
            new Tenant(bench.Tenant.Id, TenantState.Active, 1, TimeProvider.System.GetUtcNow()),
            SettingsCatalogue.General.Write(new("Alpenwerk", "alpenwerk.example")), "operator", TestContext.Current.CancellationToken);
        return new(bench, house);
    }

    /// <summary>Some users of the directory, as Graph shows them.</summary>
    public async Task<JsonArray> DirectoryAsync(string query = "")
    {
        var answer = await Bench.AdvancedAsync($"/users?$select=id,displayName,givenName,surname,userPrincipalName,mail,city,country,department,jobTitle&$count=true&$top=999{query}");
        return JsonNode.Parse(answer.IsOk().Json.GetProperty("value").GetRawText())!.AsArray();
    }

    /// <summary>Makes a user of the directory one of the tenant here.</summary>
    /// <param name="user">As the directory shows it.</param>
    /// <param name="licences">What the user has.</param>
    /// <param name="unit">Where the user lies; null: the root.</param>
    /// <param name="memberships">In what the user is.</param>
    /// <returns>A client with the user's token.</returns>
    public async Task<HttpClient> UserAsync(JsonNode user, UserLicences licences = UserLicences.AttendantConsole, string? unit = null, IReadOnlyList<Membership>? memberships = null)
    {
        var id = Text(user, "id");
        var upn = Text(user, "userPrincipalName");
        await House.Tables.Users.UpsertEntityAsync(
            UserRow.Write(TenantId, new NimbusUser(
                id, new(Text(user, "displayName"), "", "", upn, "", ""), unit ?? OrganizationUnit.DefaultIdOf(TenantId),
                UserSource.Manual, UserState.Active, memberships ?? [], TimeProvider.System.GetUtcNow())),
            TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        await House.Tables.Users.UpdateEntityAsync(new Entitlement(licences, false).Write(TenantId, id), Azure.ETag.All, TableUpdateMode.Merge, TestContext.Current.CancellationToken);
        var token = (await Bench.ControlAsync("POST", "/token", new { tenant = TenantId, user = upn })).IsOk()["access_token"].GetString()!;
        return House.Client(token);
    }

    public async Task<JsonObject> SearchAsync(HttpClient caller, string query) => (await caller.CallAsync(HttpMethod.Get, $"{Tenant}/contacts?{query}")).IsOk().Json;

    public async Task PatchAsync(string section, string body) => (await House.System().CallAsync(HttpMethod.Patch, $"{Tenant}/settings/{section}", body)).IsOk();

    /// <summary>Grants a delegated permission, or takes it.</summary>
    public async Task ScopeAsync(string scope, bool granted, string? user = null) =>
        (await Bench.ControlAsync(granted ? "POST" : "DELETE", $"scopes/{scope}{(user is null ? "" : $"?user={user}")}")).IsOk();

    public static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    public static JsonNode Source(JsonObject answer, string name) => answer["sources"]!.AsArray().Single(source => Text(source!, "source") == name)!;

    public static List<string> Names(JsonObject answer, string source) =>
        [.. answer["value"]!.AsArray().Where(contact => Text(contact!, "source") == source).Select(contact => Text(contact!, "displayName"))];

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await Bench.DisposeAsync();
    }
}
