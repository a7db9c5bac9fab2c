using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Fields;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Tenants;

public sealed class SettingsCatalogueTests
{
    /// <summary>The rows of the product's tenant administration, tab by tab, and where each is here.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["General > Tenant Information > Tenant ID"] = "GET /v1/tenants",
        ["Extensions > Interact > ACS connection string"] = "a secret",
        ["Extensions > Interact > Widget Key"] = "a secret",
        ["Extensions > Assistant > ACS connection string"] = "a secret",
        ["Modalities > Instant Messaging > ACS connection string"] = "a secret",
        ["Modalities > Instant Messaging > Grant Permission"] = "GET …/presence/grant-link",
        ["Extensions > Presence Tracking > Grant Permission with Grant Link"] = "GET …/presence/grant-link",
        ["Extensions > Presence Tracking > Grant Permission via Provisioning Script"] = "GET …/provisioning-script",
        ["Licenses > Tenant State"] = "the tenant's state",
        ["Licenses > Service > Feature Licenses"] = "the product names none",
    };

    private static readonly string[] Rows =
    [
        "General > Tenant Information > Name", "General > Tenant Information > O365 Domain", "General > Tenant Information > Tenant ID",
        "General > Tenant Information > Company Name", "General > Tenant Information > Partner Administration Security Group (GUID)",
        "General > Tenant Information > Tenant Administration Security Group (GUID)", "General > CRM ID", "General > Billing Address",
        "Contact > Technical Contact", "Partner",
        "Data Privacy > Allow Partner to see User Identifiers", "Data Privacy > Allow Partner to see Customer Identifiers",
        "Data Privacy > Persist User States in Reporting", "Data Privacy > Show User Time in State", "Data Privacy > Data Retention Time",
        "Provisioning > Default OU for MS Teams creation", "Provisioning > Allow service provisioning via MS Teams",
        "Provisioning > Default Team Owner Role", "Provisioning > Enable Multihoming",
        "Extensions > Outbound > Max Scheduled Outbound Tasks per service", "Extensions > Outbound > Directly invite PSTN for Outbound calls",
        "Extensions > Outbound > Directly invite UPN for Outbound calls",
        "Extensions > Interact > Interact enabled", "Extensions > Interact > ACS connection string", "Extensions > Interact > O365 UserID",
        "Extensions > Interact > Widget Key", "Extensions > Interact > Session recovery timeout in seconds", "Extensions > Interact > Authorization",
        "Extensions > Assistant > Use your own ACS Instance", "Extensions > Assistant > ACS connection string",
        "Extensions > Attendant Console > Global Contact Search MS Graph Filter", "Extensions > Attendant Console > Team Visibility in Attendant Console",
        "Extensions > Presence Tracking > Extended Presence Tracking", "Extensions > Presence Tracking > Grant Permission with Grant Link",
        "Extensions > Presence Tracking > Grant Permission via Provisioning Script", "Extensions > Presence Tracking > Test UPN",
        "Modalities > Instant Messaging > Instant Messaging", "Modalities > Instant Messaging > Grant Permission",
        "Modalities > Instant Messaging > Primary Account / Secondary Account", "Modalities > Instant Messaging > Test UPN",
        "Modalities > Instant Messaging > Max concurrent IM Tasks per Service", "Modalities > Instant Messaging > Use your own ACS Instance",
        "Modalities > Instant Messaging > ACS connection string", "Modalities > Instant Messaging > ACS Resource ID",
        "Modalities > External Tasks > Max concurrent External Tasks per Service", "Modalities > Email Tasks > Max concurrent Email Tasks",
        "Licenses > Tenant State", "Licenses > Service > Service Type Licenses", "Licenses > Service > Feature Licenses",
        "Licenses > User > Service Type Licenses", "Licenses > User > Feature Licenses", "Licenses > Modalities > Modality Licenses",
    ];

    [Fact]
    public void Fields_EveryRowOfTheProductsPages_HasOneOrLiesElsewhere()
    {
        var places = Fields().Select(field => field.Field.Place).OfType<string>().ToHashSet(StringComparer.Ordinal);

        Assert.Equal(Rows.Order(), places.Concat(Elsewhere.Keys).Order());
    }

    [Fact]
    public void Fields_All_AreThoseOfTheirSectionAndSayWhoReadsThem()
    {
        foreach (var section in SettingsCatalogue.InOrder)
        {
            Assert.Equal(SectionJson.Parse(section.DefaultJson).Select(field => field.Key).Order(), section.Fields.Select(field => field.Name).Order());
            Assert.All(section.Fields, field => Assert.True(field.Reader.Length > 0 && field.Says.EndsWith('.'), $"{section.Name}.{field.Name}"));
        }
    }

    [Fact]
    public void Take_Defaults_AreValidButForTheName()
    {
        foreach (var section in SettingsCatalogue.InOrder)
        {
            var errors = new ValidationErrors();
            section.Take(SectionJson.Parse(section.DefaultJson), SettingsBounds.Usual, errors);
            Assert.Equal(section == SettingsCatalogue.General ? ["name"] : [], errors.ToDictionary().Keys);
        }
    }

    [Fact]
    public void Schema_OfEverySection_HasItsFieldsWithTypeRangeAndDefault()
    {
        var schema = JsonNode.Parse(SettingsSchema.Write(SettingsBounds.Usual))!;
        foreach (var (section, field) in Fields())
        {
            var found = schema["properties"]![section.Name]!["properties"]![field.Name]!.AsObject();
            Assert.True(found.ContainsKey("type") || found.ContainsKey("enum"), field.Name);
            Assert.True(found.ContainsKey("description") && found.ContainsKey("default"), field.Name);
        }

        Assert.Equal((1, 50), (schema["properties"]!["limits"]!["properties"]!["outbound"]!["minimum"]!.GetValue<int>(), schema["properties"]!["limits"]!["properties"]!["outbound"]!["maximum"]!.GetValue<int>()));
        Assert.Equal("name", schema["properties"]!["general"]!["required"]![0]!.GetValue<string>());
    }

    [Fact]
    public void Names_OfPermissions_AreFieldsThatExist() => Assert.Equal(
        Fields().Select(field => $"{Permissions.Settings}.{field.Section.Name}.{field.Field.Name}").Order(),
        PermissionTable.Names.Where(name => name.StartsWith($"{Permissions.Settings}.", StringComparison.Ordinal)).Order());

    /// <summary>With NIMBUS_WRITE_DOCS=1 the page is written anew.</summary>
    [Fact]
    public void Page_InTheDocumentation_IsMadeOfTheCode()
    {
        var path = Path.Combine(Repository.Root, "docs", "settings.md");
        if (Environment.GetEnvironmentVariable("NIMBUS_WRITE_DOCS") == "1")
            File.WriteAllText(path, SettingsPage.Write(), new UTF8Encoding(false));

        Assert.Equal(SettingsPage.Write(), File.ReadAllText(path));
    }

    private static IEnumerable<(ISettingsSection Section, SettingsField Field)> Fields() =>
        SettingsCatalogue.InOrder.SelectMany(section => section.Fields.Select(field => (section, field)));
}
