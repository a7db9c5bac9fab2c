using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Fields;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tests.Tenants;

/// <summary>The page <c>docs/settings.md</c>, made of the catalogue and the permission table.</summary>
internal static class SettingsPage
{
    public static string Write()
    {
        var page = new StringBuilder(
            """
            # Settings of a tenant
            This page is made of the code; a test compares it. `GET /v1/tenants/{t}/settings` has all sections, `…/settings/{section}` one; `PUT` replaces, `PATCH` changes
            what it names (RFC 7396, JSON Merge Patch; null takes a field back to its default). Everything that is wrong is named at once, with its path. With `If-Match` a change over
            somebody else's is refused with both versions (412). What a caller may not read is left out, and stays as it is when the caller puts the section. Where a section has a
            switch and it is off, the other fields are hidden and kept. `…/settings/schema` is the JSON schema, `…/settings/history` tells who changed what, newest first.
            Changes count everywhere within five seconds.

            A: the System Administrator, P: Partner Administrators, T: Tenant Administrators; R reads, U updates. The System Administrator may do everything. The product's matrix has
            no column for Partner Administrators: what they may do is decided here. Fields without a place are additions of ours.

            """);
        foreach (var section in SettingsCatalogue.InOrder)
            WriteSection(page, section);
        return page.ToString();
    }

    private static void WriteSection(StringBuilder page, ISettingsSection section)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {section.Name}\n");
        if (section.Switch is { } name)
            page.Append(CultureInfo.InvariantCulture, $"Switched by `{name}`.\n\n");
        page.Append("| field | holds | default | P | T | read by | in the product |\n|---|---|---|---|---|---|---|\n");
        var defaults = JsonNode.Parse(section.DefaultJson)!.AsObject();
        foreach (var field in section.Fields)
        {
            var permission = $"{Permissions.Settings}.{section.Name}.{field.Name}";
            page.Append(
                CultureInfo.InvariantCulture,
                $"| `{field.Name}` | {field.Says} {Sentence(field.Rule.Says(SettingsBounds.Usual))} | {Default(defaults[field.Name])} | {May(permission, Role.PartnerAdministrator)} | {May(permission, Role.TenantAdministrator)} | {field.Reader} | {Place(field)} |\n");
        }
    }

    private static string Place(SettingsField field) => string.Join(' ', new[] { field.Place, field.Decided is null ? null : $"({field.Decided})" }.OfType<string>());

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Default(JsonNode? value) => value is null ? "none" : $"`{value.ToJsonString().Trim('"')}`";

    private static string May(string permission, Role role)
    {
        var letters = PermissionTable.Of(permission, role);
        return (letters.HasFlag(Letters.Read) ? "R" : "") + (letters.HasFlag(Letters.Update) ? "U" : "") is { Length: > 0 } some ? some : "–";
    }
}
