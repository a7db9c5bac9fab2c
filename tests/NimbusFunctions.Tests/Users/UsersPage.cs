using System.Globalization;
using System.Reflection;
using System.Text;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Tests.Users;

/// <summary>The page <c>docs/users.md</c>, made of the catalogues and of what the tests say that they show.</summary>
internal static class UsersPage
{
    public static IReadOnlyList<(string Row, string Test)> Shown { get; } =
    [
        .. typeof(UsersPage).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => (method.GetCustomAttribute<ShowsAttribute>()?.Rows ?? []).Select(row => (row, $"{method.DeclaringType!.Name}.{method.Name}")))
            .OrderBy(shown => shown.Item2, StringComparer.Ordinal),
    ];

    public static string Write()
    {
        var page = new StringBuilder(
            """
            # Users
            This page is made of the code and its tests; a test compares it. The calls stand in [api.md](api.md), who may do what in [access.md](access.md), the sync in
            [directory-sync.md](directory-sync.md).

            ## Added by hand
            `GET …/directory/users?search=` asks the tenant's directory: an object id, `@domain`, the beginning of a UPN or an address (whatever holds an @), or words of a name; at most 50 users, each
            with whether it is a user already (`isUser`) or was one and is kept (`isKept`). `POST …/users {id, organizationUnitId?}` adds one, in the unit or in the tenant's default one. Whoever is
            kept without access (removed by the sync, not yet forgotten) comes back with licences, settings, roles and contact, where he lay. Guests and accounts that may not sign in are added like
            all others, as the sync does with those of teams; the search shows both (`guest`, `enabled`). A user whom a team brings is `Synced` as long as it does, and `Manual` again after.

            ## Deleted by hand
            `GET …/users/{id}` tells in `deletion` whether it is allowed, and each reason why not; the refusal (409) has the same `reasons`: `synced`, `administrator`, `last-owner`, `holds-task`,
            `legal-hold`. Agents of skill-based services are deleted with their places. What was deleted is gone: licences, roles, settings, references.

            ## Settings
            `GET`, `PUT`, `PATCH …/users/{id}/{tab}`; a patch is RFC 7396, null takes a field back to its default. Every fault is named at once with its path; `If-Match` is honoured, 412 has both
            versions. Entities lie in the user's unit or above; a move that would take one out of reach is refused (409 `in-use`, naming each). A skill that loses levels later leaves users as they are.

            """);
        foreach (var section in UserSections.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {section.Name}\nLicence `{section.Licence}`, permission `{section.Permission}`.\n\n| field | holds | read by |\n|---|---|---|\n");
            foreach (var field in section.Fields)
                page.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {field.Says} {Sentence(field.Rule.Says(SettingsBounds.Usual))} | {field.Reader} |\n");
        }

        page.Append("\n## Taking a licence\nRefused (409 `in-use`) while one of these uses it. Attendant Console stands in no settings: nothing uses it.\n\n| licence | used by | what to do |\n|---|---|---|\n");
        foreach (var use in LicenceChecklist.All)
            page.Append(CultureInfo.InvariantCulture, $"| `{use.Licence}` | {use.Use} | {use.Mend} |\n");
        page.Append(
            """

            ## Many at once
            `POST …/licences/changes {give[], take[], users[] | filter}` (202) writes the users down and sends a message of `user-changes`, a session for each tenant: one change of a tenant at a time, 90
            users together, a slice of two minutes after the other. A user has the outcome `pending`, `given`, `unchanged` or `refused` with a `reason` (`user-not-found`, `in-use`, `licence-contingent`);
            a slice that dies anywhere is taken up by the next one, and tells the same. `filter` holds the parameters of the user list, as texts. At most 20,000 users. What was asked for by somebody
            whose role holds in units reaches the users there; he alone and whoever reads all users' licences are told of it. It is kept as long as the audit.

            ## The product's page, row by row

            | row | here | call | shown by |
            |---|---|---|---|

            """);
        foreach (var row in SeedRow.All)
        {
            var tests = string.Join(", ", Shown.Where(shown => shown.Row == row.Row).Select(shown => $"`{shown.Test}`"));
            page.Append(CultureInfo.InvariantCulture, $"| {row.Row} | {row.Here} | {row.Call} | {tests} |\n");
        }

        return page.ToString();
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
