namespace NimbusFunctions.Tests.Users;

/// <summary>A column, tab, constraint or note of the product's pages about users.</summary>
/// <param name="Row">Names it; tests say it in <see cref="ShowsAttribute"/>.</param>
/// <param name="Here">What it is here.</param>
/// <param name="Call">The endpoint.</param>
internal sealed record SeedRow(string Row, string Here, string Call)
{
    private const string List = "`GET …/users`";
    private const string One = "`GET …/users/{id}`";
    private const string Add = "`POST …/users`";
    private const string Delete = "`DELETE …/users/{id}`";
    private const string Licences = "`PUT …/users/{id}/licences`";
    private const string Interact = "`GET`, `PUT …/users/{id}/interact`";
    private const string Sync = "the directory sync";

    public static IReadOnlyList<SeedRow> All { get; } =
    [
        new("Overview > search", "by name, UPN, `@domain` or object id, in the list and in the directory", $"{List}, `GET …/directory/users`"),
        new("Overview > filters", "one per column, ANDed with the search", List),
        new("Overview > Display Name", "`displayName`", List),
        new("Overview > Organization Unit", "`organizationUnitId`", List),
        new("Overview > UPN", "`userPrincipalName`", List),
        new("Overview > O365 ID", "`id`", List),
        new("Overview > Department", "`department`; null where the directory says none", List),
        new("Overview > Attendant Console enabled", "`attendantConsole`: the licence", List),
        new("Overview > Active Profile", "`activeProfile`: the id of the responsibility profile", List),
        new("Overview > Number of routing services", "`services`", List),
        new("Creating Users > from the directory", "users come from the directory alone; the user need not be in a team", "`GET …/directory/users`"),
        new("Creating Users > MS Teams-based", "the sync adds and removes the users of teams", Sync),
        new("Creating Users > Contact Center Agent", "added by hand, then licensed", Add),
        new("Creating Users > Frontpage Support", "added by hand, then a contact of Interact", Add),
        new("Creating Users > login access", "whoever is added has access, and sees nothing before a role or a service", Add),
        new("Creating Users > exists already", "409 `already-exists`; the user takes further licences", Add),
        new("Creating Users > no accounts made", "nothing is written to the directory; 404 where it has no such user", Add),
        new("Removing Users > constraints in a tooltip", "`deletion.reasons`, the same as in the refusal", One),
        new("Removing Users > access ends", "with the next call", Delete),
        new("Removing Users > manual", "whoever no team brings can be deleted", Delete),
        new("Removing Users > synced", "409 `user-is-synced`", Delete),
        new("Removing Users > synced automatically", "reason `synced`, with the services; `administrator` where a security group brings the user", Delete),
        new("Removing Users > last owner", "reason `last-owner`: a service would have none", Delete),
        new("Removing Users > not from the directory", "only this app forgets the user", Delete),
        new("General > Display Name", "`displayName`", One),
        new("General > Organization unit", "`organizationUnitId`; `PATCH …/users/{id}` moves the user", One),
        new("General > First Name", "`givenName`", One),
        new("General > Last Name", "`surname`", One),
        new("General > UPN", "`userPrincipalName`", One),
        new("General > O365 ID", "`id`", One),
        new("General > Licenses", "`licences`", One),
        new("General > details are read-only", "400 for every field but the unit", "`PATCH …/users/{id}`"),
        new("Sync > details", "follow the directory, also of users who were added by hand", Sync),
        new("Sync > removed from the directory", "the user is removed here too, and kept for 30 days", Sync),
        new("Sync > deleted teams", "its users leave the list unless another service or a hand keeps them", Sync),
        new("Sync > restored", "with licences, settings, roles and contact", Sync),
        new("Licences > Contact Center", "`ContactCenter`", Licences),
        new("Licences > Attendant Console", "`AttendantConsole`", Licences),
        new("Licences > Interact", "`Interact`", Licences),
        new("Licences > Assistant", "`Assistant`", Licences),
        new("Licences > Instant Messaging, External Task, Email", "`InstantMessaging`, `ExternalTask`, `Email`", Licences),
        new("Licences > tabs", "a tab without its licence is 409 `licence-missing`", "`PUT …/users/{id}/{tab}`"),
        new("Licences > downgrade", "409 `in-use`, naming what uses the licence", Licences),
        new("Licences > in bulk", "in slices, each user with an outcome", "`POST …/licences/changes`"),
        new("Services > Service", "`memberships[].serviceName`", One),
        new("Services > Users", "`memberships[].users`", One),
        new("Services > User Assignment Type", "`memberships[].assignmentType`", One),
        new("Services > removal", "a team's users leave with the team; agents with their service's list", Delete),
        new("Roles > roles and their units", "`role`, `organizationUnitId`", "`GET …/users/{id}/roles`"),
        new("Roles > synced ones are not removed here", "`removable`; 409 `role-is-synced`", "`DELETE …/users/{id}/roles/{role}`"),
        new("Roles > Tenant Administrators or higher", "403 for all others", "`PUT …/users/{id}/roles`"),
        new("Roles > Tenant Administrator acts everywhere", "comes from the security group; nothing given by hand narrows it", "`PUT …/users/{id}/roles`"),
        new("Roles > supervisors need Contact Center", "409 `licence-missing`, and `in-use` when the licence is to go", "`PUT …/users/{id}/roles`"),
        new("Users > role permissions", "every cell of the administration's matrix", "all"),
        new("Skills > Contact Center licence", "409 `licence-missing`", "`PUT …/users/{id}/skills`"),
        new("Skills > defined first", "400 for a skill that is not there", "`PUT …/users/{id}/skills`"),
        new("Skills > levels", "400 for a level that the skill has not", "`PUT …/users/{id}/skills`"),
        new("Profiles > Contact Center licence", "409 `licence-missing`", "`PUT …/users/{id}/profiles`"),
        new("Profiles > skills defined first", "profiles are made of skills; 400 for one that is not there", "`PUT …/users/{id}/profiles`"),
        new("Profiles > active", "`activeProfileId`, one of the assigned", "`PUT …/users/{id}/profiles`"),
        new("N/A Reasons > Contact Center licence", "409 `licence-missing`", "`PUT …/users/{id}/not-available-reasons`"),
        new("N/A Reasons > defined in the Configuration", "400 for a reason that is not there", "`PUT …/users/{id}/not-available-reasons`"),
        new("Interact > Interact licence", "409 `licence-missing`", Interact),
        new("Interact > Active", "`active`", Interact),
        new("Interact > licence remains", "also where the contact is not active", Interact),
        new("Interact > Audio & Video", "`audioVideo`", Interact),
        new("Interact > Instant Messaging", "`instantMessaging`", Interact),
        new("Interact > Direct System Messages", "`directSystemMessages`, `directSystemMessagesId` where chats are on", Interact),
        new("Interact > Restrict Access", "`restrictAccess`; needs a template", Interact),
        new("Interact > Domain Template", "`domainTemplateId`, of the user's unit or above", Interact),
        new("Interact > User Snippet", "`contactId`, `widgetKey`, `html`", "`GET …/users/{id}/interact/snippet`"),
        new("Assistant > Assistant licence", "409 `licence-missing`", "`PUT …/users/{id}/direct-call-templates`"),
        new("Assistant > Direct Call Templates", "`templates`", "`PUT …/users/{id}/direct-call-templates`"),
        new("Assistant > order", "as in the list; `position` of one that is added", "`POST …/users/{id}/direct-call-templates`"),
        new("Assistant > unit or higher", "400 for a template below or beside", "`POST …/users/{id}/direct-call-templates`"),
        new("Bot Registration", "`registered`; uses the licence InstantMessaging", "`PUT …/users/{id}/bot-registration`"),
    ];
}
