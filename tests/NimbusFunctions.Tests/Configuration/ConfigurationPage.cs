using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>The page <c>docs/configuration.md</c>, made of the catalogue and the permission table.</summary>
internal static class ConfigurationPage
{
    public static string Write()
    {
        var page = new StringBuilder(
            """
            # Configuration entities
            This page is made of the code; a test compares it. `GET`, `POST /v1/tenants/{t}/{kind}` list and make entities, `GET`, `PUT`, `PATCH`, `DELETE …/{kind}/{id}` read, replace, change
            (RFC 7396, JSON Merge Patch; null takes a field back to its default) and remove one. A list takes `search` (a part of the name), `organizationUnitId`, `top` 1 to 200 (50) and
            `continuation`, and is in the order of names. An answer has the `id` and every field, and may be put back as it is. Everything that is wrong is named at once, with its path. With
            `If-Match` a change over somebody else's is refused with both versions (412). A tenant has at most 500 of each kind; a name is unique in its organization unit, whatever the case.
            All fields together are at most 32,000 characters of JSON. `GET /v1/tenants/{t}/configuration/schema` is the JSON schema.

            **Units.** What lies in a unit may be used by what lies in it or below. Whoever may read a kind in a unit reads what lies above it too; to change it takes the role there. An entity
            that is used moves to a unit above only (409 `in-use`). A unit in which entities lie is not deleted. Moving a unit itself does not look at who uses what. A workflow that is used keeps its modality (409 `in-use`).

            **References.** What somebody refers to is not deleted (409 `in-use`: up to five users of it, and how many more). A reference is taken before the document that refers is written, and left
            after; a crash between leaves one too many, which is found and removed when somebody wants to delete the entity ten minutes later. Where the
            answer of the write was lost, what the stored document refers to stays taken, and whoever wrote it is told that it is stored.

            Of the roles T are Tenant, O Organization Unit, W Workflow Administrators, U User Supervisors, S Team and Service Owners, L limited owners; C creates, R reads, U updates, D deletes.

            """);
        foreach (var kind in ConfigurationKinds.InOrder)
            WriteKind(page, kind);
        return page.ToString();
    }

    private static void WriteKind(StringBuilder page, ConfigurationKind kind)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {kind.Segment}\n{May(kind.Permission)}.");
        foreach (var field in kind.Guarded)
            page.Append(CultureInfo.InvariantCulture, $" `{field}`: {May(ConfigurationKind.FieldOf(kind.Permission, field))}.");
        page.Append("\n\n| field | holds | default | read by |\n|---|---|---|---|\n");
        foreach (var field in kind.Fields)
            page.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {field.Says} {Sentence(field.Rule.Says(SettingsBounds.Usual))} | {Default(kind, field)} | {field.Reader} |\n");
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Default(ConfigurationKind kind, SettingsField field) =>
        field.Rule.IsRequired ? "required" : kind.Defaults[field.Name] is JsonNode value ? $"`{value.ToJsonString().Trim('"')}`" : field.Name == ConfigurationKind.Unit ? "" : "none";

    private static string May(string permission) => string.Join(", ", new[]
    {
        ("T", Role.TenantAdministrator), ("O", Role.OrganizationUnitAdministrator), ("W", Role.WorkflowAdministrator), ("U", Role.UserSupervisor), ("S", Role.TeamOwner), ("L", Role.TeamOwnerLimited),
    }.Select(role => (role.Item1, Letters: Of(PermissionTable.Of(permission, role.Item2)))).Where(role => role.Letters.Length > 0).Select(role => $"{role.Item1} {role.Letters}"));

    private static string Of(Letters letters) =>
        string.Concat(new[] { Letters.Create, Letters.Read, Letters.Update, Letters.Delete }.Where(letter => letters.HasFlag(letter)).Select(letter => letter.ToString()[0]));
}
