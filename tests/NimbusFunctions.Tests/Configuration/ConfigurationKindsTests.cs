using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Configuration;

public sealed class ConfigurationKindsTests
{
    [Fact]
    public void Kinds_All_HavePermissionsAndFieldsThatSayWhoReadsThem()
    {
        foreach (var kind in ConfigurationKinds.InOrder)
        {
            Assert.Contains(kind.Permission, PermissionTable.Names);
            Assert.All(kind.Guarded, field => Assert.Contains(ConfigurationKind.FieldOf(kind.Permission, field), PermissionTable.Names));
            Assert.Subset(kind.Fields.Select(field => field.Name).ToHashSet(), kind.Guarded.ToHashSet());
            Assert.All(kind.Own, field => Assert.True(field.Reader.Length > 0 && field.Says.EndsWith('.'), $"{kind.Segment}.{field.Name}"));
            Assert.Equal(kind.Fields.Count, kind.Fields.Select(field => field.Name).Distinct().Count());
        }
    }

    [Fact]
    public async Task Schema_ThroughHttp_HasEveryFieldOfEveryKind()
    {
        await using var house = await ApiHouse.StartAsync();
        using var owner = await house.AsAsync(Role.TeamOwner);
        using var answer = await owner.GetAsync(new Uri($"{Samples.OfTenant}/configuration/schema", UriKind.Relative), TestContext.Current.CancellationToken);
        var schema = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["$defs"]!.AsObject();

        Assert.Equal(ConfigurationKinds.InOrder.Select(kind => kind.Segment), schema.Select(kind => kind.Key));
        foreach (var kind in ConfigurationKinds.InOrder)
        {
            var shown = schema[kind.Segment]!.AsObject();
            Assert.Equal(kind.Fields.Select(field => field.Name), shown["properties"]!.AsObject().Select(field => field.Key));
            Assert.Equal(kind.Fields.Where(field => field.Rule.IsRequired).Select(field => field.Name), shown["required"]!.AsArray().Select(name => name!.GetValue<string>()));
            Assert.All(shown["properties"]!.AsObject(), field => Assert.True(field.Value!.AsObject().ContainsKey("type") || field.Value.AsObject().ContainsKey("enum"), field.Key));
        }

        Assert.Equal((0, 20), (schema["skills"]!["properties"]!["levels"]!["minItems"]!.GetValue<int>(), schema["skills"]!["properties"]!["levels"]!["maxItems"]!.GetValue<int>()));
    }

    /// <summary>With NIMBUS_WRITE_DOCS=1 the page is written anew.</summary>
    [Fact]
    public void Page_InTheDocumentation_IsMadeOfTheCode()
    {
        var path = Path.Combine(Repository.Root, "docs", "configuration.md");
        if (Environment.GetEnvironmentVariable("NIMBUS_WRITE_DOCS") == "1")
            File.WriteAllText(path, ConfigurationPage.Write(), new UTF8Encoding(false));

        Assert.Equal(ConfigurationPage.Write(), File.ReadAllText(path));
    }
}
