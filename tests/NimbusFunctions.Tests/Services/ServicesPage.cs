using System.Globalization;
using System.Text;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Tests.Services;

/// <summary>The page <c>docs/services.md</c>, made of the catalogue and the permission table.</summary>
internal static class ServicesPage
{
    private static readonly Role[] Columns =
        [Role.TenantAdministrator, Role.OrganizationUnitAdministrator, Role.WorkflowAdministrator, Role.ServiceSupervisor, Role.TeamOwner, Role.TeamOwnerLimited];

    public static string Write()
    {
        var page = new StringBuilder(
            """
            # Settings of a service
            This page is made of the code; a test compares it. `GET /v1/tenants/{t}/services/{s}/settings` has all sections, `…/settings/{section}` one; `PUT` replaces, `PATCH` changes
            what it names (RFC 7396, JSON Merge Patch; null takes a field back to its default). Everything that is wrong is named at once, with its path. The entity tag is the number of
            changes that people made; what the sync writes of a service does not change it. With `If-Match` a change over somebody else's is refused with both versions (412). What a caller may
            not read is left out, and stays as it is when the caller puts the section; what he may not change is refused by its name (403). `…/settings/schema` is the JSON schema,
            `…/settings/history` tells who changed what, newest first; it is kept as long as the settings history. `PUT …/services/{s}` and `PUT …/services/{s}/interact` write the same fields
            through the same desk, with the same history.

            What a service refers to lies in its organization unit or above; a service that moves must reach all of it from there (400 names each that it does not). An entity that a service refers
            to is not deleted (409 `in-use`). A `mailbox` and a `upn` belong to one service of the tenant (409 `already-exists`).

            T: Tenant Administrators, O: Organization Unit Administrators, W: Workflow Administrators, S: Service Supervisors, Ow: Team and Service Owners, L: limited Team Owners; R reads, U updates.
            System Administrators may do everything, Partner Administrators read what is not of Interact, members and agents see nothing of it. *Needs*: the least licence of the service for anything but the default.
            Fields without a place are additions of ours.

            """);
        foreach (var section in ServiceCatalogue.InOrder)
            WriteSection(page, section);
        WriteLicences(page);
        page.Append(
            """

            ## Agents and owners
            Only a `SkillBased` service has them (409 `service-not-skill-based`), and it needs the licence `ContactCenter`. `GET …/services/{s}/agents`, `…/owners` list them; `PUT …/agents/{u}`, `…/owners/{u}`
            make a user one, who is in the user list and has the licence `ContactCenter` (409 `licence-missing`); a user is one of both, and the later call decides. `DELETE` takes the role, and the user who was added by
            the sync and has no other service departs. It counts with the user's next call. The last owner stays (409 `in-use`) until somebody else is one, or the service is being deleted. Each is a line of the ledger before
            it is done, and who leaves stands in the member history. The sync takes nobody out; whoever is deleted in the directory goes as ever. Agents and owners begin as active.

            """);
        return page.ToString();
    }

    private static void WriteSection(StringBuilder page, ServiceSection section)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {section.Name}\n");
        page.Append("| field | holds | default | T | O | W | S | Ow | L | needs | read by | in the product |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var field in section.Fields)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| `{field.Name}` | {field.Says} {Holds(field)} | {Default(field)} | {string.Join(" | ", Columns.Select(role => May(field.Permission, role)))} | {Needs(field)} | {field.Reader} | {field.Place} |\n");
        }
    }

    private static void WriteLicences(StringBuilder page)
    {
        page.Append(
            """

            ## Lowering a licence
            A licence is lowered when nothing uses it any more; else 409 `in-use` names all of what does.

            | to | hindered by |
            |---|---|

            """);
        foreach (var licence in ServiceVocabulary.Licences.SkipLast(1))
        {
            var fields = ServiceCatalogue.Fields.Where(place => place.Field.Needs is { } needs && !ServiceLicences.Has(licence, needs))
                .Select(place => $"`{place.Section.PathOf(place.Field)}`{(place.Field.Only is { } only ? $" = `{only}`" : "")}");
            page.Append(CultureInfo.InvariantCulture, $"| `{licence}` | {string.Join(", ", fields.Concat(ServiceLicences.People.Select(kind => kind.Name)))} |\n");
        }
    }

    private static string Holds(ServiceField field)
    {
        var text = field.Rule.Says(SettingsBounds.Usual);
        return char.ToUpperInvariant(text[0]) + text[1..] + "." + (field.IsFixed ? " It never changes." : "");
    }

    private static string Default(ServiceField field) => field.Rule.IsRequired ? "required" : field.Default == "null" ? "none" : $"`{field.Default.Trim('"')}`";

    private static string Needs(ServiceField field) => field.Needs is null ? "" : $"`{field.Needs}`{(field.Only is { } only ? $" for `{only}`" : "")}";

    private static string May(string permission, Role role)
    {
        var letters = PermissionTable.Of(permission, role);
        return (letters.HasFlag(Letters.Read) ? "R" : "") + (letters.HasFlag(Letters.Update) ? "U" : "") is { Length: > 0 } some ? some : "–";
    }
}
