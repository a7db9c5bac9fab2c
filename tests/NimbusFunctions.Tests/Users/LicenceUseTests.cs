using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;
using static NimbusFunctions.Tests.Users.UserScene;

namespace NimbusFunctions.Tests.Users;

/// <summary>A licence that something uses stays, and the refusal names what.</summary>
public sealed class LicenceUseTests(HouseFixture fixture) : IClassFixture<HouseFixture>
{
    private ApiHouse House => fixture.House;

    public static TheoryData<string> Uses => [.. LicenceChecklist.All.Select(use => use.Use)];

    [Theory]
    [MemberData(nameof(Uses))]
    [Shows("Licences > Contact Center", "Licences > Attendant Console", "Licences > Interact", "Licences > Assistant", "Licences > downgrade", "Licences > Instant Messaging, External Task, Email",
        "Roles > supervisors need Contact Center", "Bot Registration")]
    public async Task Take_WhileSomethingUsesIt_IsRefusedUntilItEnds(string name)
    {
        var use = LicenceChecklist.All.Single(use => use.Use == name);
        var user = await House.UserAsync(string.Join(' ', Entitlement.Names));
        var (begin, end) = await HowAsync(name, user);
        await begin();

        var refused = await House.LicenceAsync(user, [.. Entitlement.Names.Where(licence => licence != use.Licence.ToString())]);

        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains($"{use.Licence}: {name} ({use.Mend})", refused.Text("detail"), StringComparison.Ordinal);
        await House.LicenceAsync(user, [use.Licence.ToString()]).IsOkAsync();
        await end();
        await House.LicenceAsync(user).IsOkAsync();
    }

    private async Task<(Func<Task> Begin, Func<Task> End)> HowAsync(string name, string user)
    {
        var system = House.System();
        return name switch
        {
            "agent of a service" => Membership(Role.ServiceAgent),
            "owner of a service" => Membership(Role.ServiceOwner),
            "the role Service Supervisor" => Roles(Role.ServiceSupervisor),
            "the role User Supervisor" => Roles(Role.UserSupervisor),
            "skills" => Tab("skills", $$"""{"skills":[{"skillId":"{{await system.MakeAsync("skills", "Used")}}","level":1}]}"""),
            "responsibility profiles" => Tab("profiles", $$"""{"profiles":["{{await system.MakeAsync("responsibility-profiles", "Used")}}"]}"""),
            "not available reasons" => Tab("not-available-reasons", """{"enabled":true}"""),
            "an active contact" => (() => CallAsync("interact", """{"active":true}"""), () => CallAsync("interact", """{"active":false}""")),
            "direct call templates" => Tab("direct-call-templates", $$"""{"templates":["{{await system.MakeAsync("direct-call-templates", "Used")}}"]}"""),
            "the bot registration" => (() => CallAsync("bot-registration", """{"registered":true}"""), () => CallAsync("bot-registration", """{"registered":false}""")),
            "a chat that runs" => Task(Modality.InstantMessaging),
            "an external task that runs" => Task(Modality.ExternalTask),
            "an email that runs" => Task(Modality.Email),
            _ => throw new InvalidOperationException($"Nobody knows how '{name}' begins."),
        };

        (Func<Task>, Func<Task>) Membership(Role role) => (
            () => House.SyncedAsync(user, found => found with { Memberships = [new("skill", role)] }), () => House.SyncedAsync(user, found => found with { Memberships = [] }));

        (Func<Task>, Func<Task>) Roles(Role role) => (() => CallAsync("roles", $$"""{"assigned":[{"role":"{{role}}","organizationUnitId":"{{OrganizationUnit.DefaultIdOf(ApiHouse.Tenant)}}"}]}"""), () => CallAsync("roles", """{"assigned":[]}"""));

        (Func<Task>, Func<Task>) Tab(string tab, string document) => (() => CallAsync(tab, document), () => CallAsync(tab, "{}"));

        (Func<Task>, Func<Task>) Task(Modality modality) => (() => House.TaskAsync(user, modality), House.EndTasksAsync);

        async Task CallAsync(string tab, string body) => (await system.CallAsync(HttpMethod.Put, PathOf(user, tab), body)).IsOk();
    }
}
