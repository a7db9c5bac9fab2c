using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Services;

public sealed class ServiceCatalogueTests
{
    private static readonly Service Fresh = ServiceChange.Create(
        "sales", new(Upn: "sales@a.example", DisplayName: "Sales", AssignmentType: "None"), "10000000-0000-0000-0000-000000000009", "TeamOwner", DateTimeOffset.UnixEpoch);

    [Fact]
    public void Fields_All_HaveAPermissionOfTheTableAndSayWhoReadsThem() => Assert.All(ServiceCatalogue.Fields, place =>
    {
        Assert.Contains(place.Field.Permission, PermissionTable.Names);
        Assert.True(place.Field.Reader.EndsWith('.') && place.Field.Says.EndsWith('.'), place.Section.PathOf(place.Field));
        Assert.Equal(place.Field.Reads is null, place.Field.Writes is null);
    });

    [Fact]
    public void Permissions_OfServices_AreThoseOfAFieldOrAList() => Assert.Equal(
        ServicePermissions.Rows.Select(row => row.Key).Except([ServicePermissions.Agents, ServicePermissions.Owners]).Order(),
        ServiceCatalogue.Fields.Select(place => place.Field.Permission).Distinct().Except([Permissions.ServiceLicence, Permissions.InteractServices]).Order());

    [Fact]
    public void Document_OfAFreshService_IsOfDefaultsAndSound()
    {
        var document = ServiceDocument.Of(Fresh);
        var errors = new ValidationErrors();
        foreach (var section in ServiceCatalogue.InOrder)
            ServiceChecks.Fields(section, document[section.Name]!.AsObject(), document[section.Name]!.AsObject(), errors);
        ServiceChecks.Whole(document, document, errors);

        Assert.Empty(errors.ToDictionary());
        Assert.All(ServiceCatalogue.Fields.Where(place => !place.Field.Rule.IsRequired && place.Field.Name is not ("upn" or "organizationUnitId")), place =>
            Assert.True(JsonNode.DeepEquals(place.Field.DefaultValue(), document[place.Section.Name]![place.Field.Name]), place.Section.PathOf(place.Field)));
        Assert.Equal(ServiceSettings.None, ServiceDocument.Apply(Fresh, document).Settings);
    }

    [Fact]
    public void Schema_OfEverySection_HasItsFields()
    {
        var schema = JsonNode.Parse(ServiceSchema.Write())!;
        Assert.All(ServiceCatalogue.Fields, place => Assert.NotNull(schema["properties"]![place.Section.Name]!["properties"]![place.Field.Name]!["description"]));
        Assert.Equal(20, schema["properties"]!["distribution"]!["properties"]!["ronaSeconds"]!["default"]!.GetValue<int>());
    }

    [Fact]
    public void History_IsPurgedByTheKeysThatItHas() => Assert.Equal(ServiceHistory.Prefix, RowSources.ServiceHistory.RowPrefix);

    [Theory]
    [InlineData("AdvancedRouting", "AdvancedRouting", true)]
    [InlineData("AdvancedRouting", "EnterpriseRouting", false)]
    [InlineData("EnterpriseRouting", "EnterpriseRouting", true)]
    [InlineData("EnterpriseRouting", "ContactCenter", false)]
    [InlineData("ContactCenter", "EnterpriseRouting", true)]
    public void Has_ALicence_WhatThoseBelowHave(string licence, string needed, bool has) => Assert.Equal(has, ServiceLicences.Has(licence, needed));

    /// <summary>With NIMBUS_WRITE_DOCS=1 the page is written anew.</summary>
    [Fact]
    public void Page_InTheDocumentation_IsMadeOfTheCode()
    {
        var path = Path.Combine(Repository.Root, "docs", "services.md");
        if (Environment.GetEnvironmentVariable("NIMBUS_WRITE_DOCS") == "1")
            File.WriteAllText(path, ServicesPage.Write(), new UTF8Encoding(false));

        Assert.Equal(ServicesPage.Write(), File.ReadAllText(path));
    }
}
