using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.ContactSearch;
using NimbusFunctions.Tenants.Checks;

namespace NimbusFunctions.Tests.Infra;

/// <summary>What the app registration asks for is what the code needs, and the guide says the same.</summary>
public sealed class RegistrationTests
{
    private static readonly JsonElement Wanted = JsonDocument.Parse(InfraFiles.Read("entra/permissions.json")).RootElement;

    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "entra.md"));

    [Fact]
    public void Application_ItsPermissions_AreThoseThatTheCheckLooksFor()
    {
        Assert.Equal(
            AppPermission.All.Select(one => $"{one.Name} {one.Id}"),
            Wanted.GetProperty("application").EnumerateArray().Select(one => $"{one.GetProperty("name").GetString()} {one.GetProperty("id").GetGuid()}"));
        Assert.All(Wanted.GetProperty("application").EnumerateArray(), one => Assert.NotEmpty(one.GetProperty("reason").GetString()!));
    }

    // Nothing is ever written to a customer's directory.
    [Fact]
    public void Application_ItsPermissions_OnlyRead() => Assert.All(Names("application"), name => Assert.Contains(".Read.", name, StringComparison.Ordinal));

    [Fact]
    public void Delegated_ThePermissions_AreThoseOfTheFeatures()
    {
        Assert.Equal(
            UserFeature.All.SelectMany(feature => feature.Permissions.Select(one => $"{feature.Name} {one}")).Order(),
            Wanted.GetProperty("delegated").EnumerateArray().Select(one => $"{one.GetProperty("feature").GetString()} {one.GetProperty("name").GetString()}").Order());
    }

    [Fact]
    public void AppRoles_TheOneThatTheAppBelieves_IsThere() => Assert.Equal(
        CallerReader.SystemAdministratorAppRole, Assert.Single(Wanted.GetProperty("appRoles").EnumerateArray()).GetProperty("value").GetString());

    [Fact]
    public void Scope_TheConnector_AsksForIt() => Assert.Contains(
        $"/{Wanted.GetProperty("scope").GetProperty("value").GetString()}\"",
        File.ReadAllText(Path.Combine(Repository.Root, "connector", "apiProperties.json")),
        StringComparison.Ordinal);

    [Fact]
    public void Ids_AllOfThem_AreDifferent()
    {
        var ids = new[] { "application", "delegated", "appRoles" }.SelectMany(list => Wanted.GetProperty(list).EnumerateArray())
            .Append(Wanted.GetProperty("scope")).Select(one => one.GetProperty("id").GetGuid()).ToArray();

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Page_EveryPermission_StandsInItWithItsReason()
    {
        Assert.All(Wanted.GetProperty("application").EnumerateArray(), one =>
            Assert.Contains($"| `{one.GetProperty("name").GetString()}` | {one.GetProperty("reason").GetString()} |", Page, StringComparison.Ordinal));
        Assert.All(Names("delegated"), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(string list) => Wanted.GetProperty(list).EnumerateArray().Select(one => one.GetProperty("name").GetString()!);
}
