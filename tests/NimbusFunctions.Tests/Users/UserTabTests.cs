using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;
using static NimbusFunctions.Tests.Users.UserScene;

namespace NimbusFunctions.Tests.Users;

/// <summary>What the list and the tabs of a user show.</summary>
public sealed class UserTabTests(HouseFixture fixture) : IClassFixture<HouseFixture>
{
    private ApiHouse House => fixture.House;

    [Fact]
    [Shows("Overview > Display Name", "Overview > Organization Unit", "Overview > UPN", "Overview > O365 ID", "Overview > Department", "Overview > Attendant Console enabled",
        "Overview > Number of routing services", "Overview > filters", "General > Display Name", "General > Organization unit", "General > First Name", "General > Last Name", "General > UPN",
        "General > O365 ID", "General > Licenses")]
    public async Task List_AndUser_ShowEveryColumnAndFilterByIt()
    {
        using var system = House.System();
        var unit = await system.MakeUnitAsync("Of columns");
        var user = await House.UserAsync("AttendantConsole", unit, new NimbusFunctions.Directory.Users.Membership("a", Role.TeamMember), new("b", Role.TeamOwner));
        var one = (await system.CallAsync(HttpMethod.Get, PathOf(user))).IsOk();

        Assert.Equal(
            (user, "Ada Lovelace", "Ada", "Lovelace", "Sales", unit, true, 2, "AttendantConsole"),
            (one.Text("id"), one.Text("displayName"), one.Text("givenName"), one.Text("surname"), one.Text("department"), one.Text("organizationUnitId"),
                one.Json["attendantConsole"]!.GetValue<bool>(), one.Json["services"]!.GetValue<int>(), one.Json["licences"]![0]!.GetValue<string>()));
        foreach (var filter in new[]
        {
            "displayName=ada", $"organizationUnitId={unit}", $"userPrincipalName={one.Text("userPrincipalName")}", $"id={user}", "department=sales", "attendantConsole=true", "services=2",
        })
            Assert.Contains(user, (await system.CallAsync(HttpMethod.Get, $"{OfTenant}/users?organizationUnitId={unit}&search=@alpenwerk.example&{(filter.StartsWith("organ", StringComparison.Ordinal) ? "top=5" : filter)}"))
                .IsOk().Json["value"]!.AsArray().Select(found => found!["id"]!.GetValue<string>()));
    }

    [Fact]
    [Shows("General > details are read-only")]
    public async Task Patch_OfADetail_IsRefused()
    {
        using var system = House.System();
        var user = await House.UserAsync();
        foreach (var field in new[] { "displayName", "givenName", "surname", "userPrincipalName", "department", "mail" })
            (await system.CallAsync(HttpMethod.Patch, PathOf(user), $$"""{"{{field}}":"Another"}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    [Shows("Services > Service", "Services > Users", "Services > User Assignment Type")]
    public async Task User_OfServices_ShowsThemWithTheirUsersAndHow()
    {
        using var system = House.System();
        var service = await system.ServiceAsync("of-the-tab");
        var user = await House.UserAsync("ContactCenter", null, new NimbusFunctions.Directory.Users.Membership(service, Role.ServiceAgent));

        var tab = (await system.CallAsync(HttpMethod.Get, PathOf(user))).IsOk().Json["memberships"]![0]!;

        Assert.Equal(("of-the-tab", "Service of-the-tab", "SkillBased", "ServiceAgent"), (
            tab["serviceId"]!.GetValue<string>(), tab["serviceName"]!.GetValue<string>(), tab["assignmentType"]!.GetValue<string>(), tab["role"]!.GetValue<string>()));
        Assert.True(tab["users"]!.GetValue<int>() >= 0);
    }

    [Fact]
    [Shows("Roles > roles and their units", "Roles > synced ones are not removed here", "Roles > Tenant Administrators or higher", "Roles > Tenant Administrator acts everywhere")]
    public async Task Roles_OfAUser_AreShownWithTheirUnitsAndTakenWhereTheyWereGivenByHand()
    {
        using var system = House.System();
        var unit = await system.MakeUnitAsync("Of roles");
        var user = await House.UserAsync("ContactCenter", unit, new NimbusFunctions.Directory.Users.Membership("team", Role.TeamOwner));
        using var administrator = await House.AsAsync(Role.TenantAdministrator, "admins-1");
        using var ofUnit = await House.AsAsync(Role.OrganizationUnitAdministrator, unit: unit);
        var body = $$"""{"assigned":[{"role":"ServiceSupervisor","organizationUnitId":"{{unit}}"}]}""";

        (await ofUnit.CallAsync(HttpMethod.Put, PathOf(user, "roles"), body)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var roles = (await administrator.CallAsync(HttpMethod.Put, PathOf(user, "roles"), body)).IsOk().Json["roles"]!.AsArray();

        Assert.Equal(["TeamOwner Synced False", $"ServiceSupervisor Assigned True"], roles.Select(role => $"{role!["role"]} {role["source"]} {role["removable"]!.GetValue<bool>()}"));
        Assert.Equal(unit, roles[1]!["organizationUnitId"]!.GetValue<string>());
        (await administrator.CallAsync(HttpMethod.Delete, PathOf(user, "roles/TeamOwner"))).IsProblem(HttpStatusCode.Conflict, "role-is-synced");
        (await administrator.CallAsync(HttpMethod.Delete, PathOf(user, "roles/ServiceSupervisor"))).IsOk(HttpStatusCode.NoContent);
    }

    [Fact]
    [Shows("Interact > Interact licence", "Interact > Active", "Interact > Audio & Video", "Interact > Instant Messaging", "Interact > Direct System Messages", "Interact > Restrict Access",
        "Interact > Domain Template", "Interact > licence remains")]
    public async Task Interact_OfAUser_HoldsWhatTheTabShows()
    {
        using var system = House.System();
        var (unit, other) = (await system.MakeUnitAsync("Of contacts"), await system.MakeUnitAsync("Not of contacts"));
        var (messages, template, far) = (
            await system.MakeAsync("direct-system-messages", "Contact", unit), await system.MakeAsync("domain-templates", "Contact", unit), await system.MakeAsync("domain-templates", "Far", other));
        var user = await House.UserAsync("", unit);
        var path = PathOf(user, "interact");
        (await system.CallAsync(HttpMethod.Put, path, """{"active":true}""")).IsProblem(HttpStatusCode.Conflict, "licence-missing");
        await House.LicenceAsync(user, "Interact").IsOkAsync();

        var put = (await system.CallAsync(HttpMethod.Put, path,
            $$"""{"active":true,"audioVideo":false,"instantMessaging":true,"directSystemMessages":true,"directSystemMessagesId":"{{messages}}","restrictAccess":true,"domainTemplateId":"{{template}}"}""")).IsOk();
        Assert.Equal(messages, put.Text("directSystemMessagesId"));
        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf("direct-system-messages", messages))).IsProblem(HttpStatusCode.Conflict, "in-use");
        (await system.CallAsync(HttpMethod.Patch, PathOf(user), $$"""{"organizationUnitId":"{{other}}"}""")).IsProblem(HttpStatusCode.Conflict, "in-use");
        foreach (var (body, field) in new[]
        {
            ($$"""{"instantMessaging":false,"directSystemMessagesId":"{{messages}}"}""", "directSystemMessagesId"), ($$"""{"directSystemMessagesId":"{{Guid.NewGuid()}}"}""", "directSystemMessagesId"),
            ($$"""{"domainTemplateId":"{{far}}"}""", "domainTemplateId"), ("""{"restrictAccess":true}""", "domainTemplateId"),
        })
            Assert.Equal([field], (await system.CallAsync(HttpMethod.Put, path, body)).Json["errors"]!.AsObject().Select(error => error.Key));
        (await system.CallAsync(HttpMethod.Put, path, """{"active":false}""")).IsOk();
        Assert.Equal(["Interact"], (await House.StoredAsync(user))!.Entitlement.LicenceNames);
        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf("direct-system-messages", messages))).IsOk(HttpStatusCode.NoContent);
    }

    [Fact]
    [Shows("Interact > User Snippet")]
    public async Task Snippet_OfAUser_HasTheContactAndTheKeyAndEndsNoAttribute()
    {
        using var system = House.System();
        var user = await House.UserAsync("Interact");
        await House.SyncedAsync(user, found => found with { Details = found.Details with { DisplayName = "\"><script>alert('x')</script>" } });

        var snippet = (await system.CallAsync(HttpMethod.Get, PathOf(user, "interact/snippet"))).IsOk();

        Assert.Equal((user, (await system.CallAsync(HttpMethod.Get, $"{OfTenant}/interact/widget-key")).IsOk().Text("key")), (snippet.Text("contactId"), snippet.Text("widgetKey")));
        Assert.Contains($"contact-id=\"{user}\" widget-key=\"{snippet.Text("widgetKey")}\"", snippet.Text("html"), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", snippet.Text("html"), StringComparison.Ordinal);
        Assert.Equal(8, snippet.Text("html").Count(character => character == '"'));
        (await system.CallAsync(HttpMethod.Get, PathOf(await House.UserAsync(), "interact/snippet"))).IsProblem(HttpStatusCode.Conflict, "licence-missing");
    }
}
