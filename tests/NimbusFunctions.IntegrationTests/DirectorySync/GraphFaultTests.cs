using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

/// <summary>What Graph does on bad days removes nobody who is in the directory, and is over when Graph is well again.</summary>
[Collection(LocalEditionCollection.Name)]
public class GraphFaultTests(LocalEditionFixture edition)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Faults => new()
    {
        { "a permission is missing for members", """{"match":"/members","status":403,"times":400}""" },
        { "a permission is missing for users", """{"match":"GET /users/","status":403,"times":400}""" },
        { "every team's list is empty", """{"match":"/members","kind":"empty-list","times":400}""" },
        { "every team is wrongly missing once", """{"match":"/groups/","kind":"not-found","times":8}""" },
        { "users are wrongly missing once", """{"match":"GET /users/","kind":"not-found","times":5}""" },
        { "a delta page is empty", """{"match":"users/delta","kind":"empty-page","times":1}""" },
        { "delta entries come twice", """{"match":"/delta","kind":"duplicate","times":4}""" },
        { "old changes are told again", """{"match":"/delta","kind":"replay","times":4}""" },
        { "the users' token has expired", """{"match":"users/delta","kind":"delta-expired","times":1}""" },
        { "the groups' token is gone", """{"match":"groups/delta","kind":"gone","times":1}""" },
        { "throttled with a fraction", """{"match":"/delta","status":429,"retryAfter":"0.25","times":2}""" },
        { "throttled without a time", """{"match":"/delta","status":429,"times":1}""" },
        { "throttled inside a batch", """{"match":"/members","status":429,"retryAfter":"0.5","times":3}""" },
        { "throttled for long", """{"match":"users/delta","status":429,"retryAfter":"9","times":1}""" },
        { "unavailable", """{"match":"/delta","status":503,"times":2}""" },
        { "connections are cut", """{"match":"$batch","kind":"reset","times":2}""" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task When_GraphHasABadDay_Should_RemoveNobodyAndRecover(string day, string fault)
    {
        var before = await UsersAsync();
        using var control = edition.ControlHttp();
        var team = (await edition.Control.TeamsAsync(edition.TenantId, Stop))[0];
        var users = await edition.Control.UsersAsync(edition.TenantId, Stop);
        var member = users.First(user => team.Members.Contains(user.Id));
        await edition.Control.ChangeDepartmentAsync(edition.TenantId, member.Id, day, Stop);
        var joiner = await edition.Control.CreateUserAsync(edition.TenantId, Stop);
        await edition.Control.AddMemberAsync(edition.TenantId, team.Id, joiner.Id, Stop);
        await PostAsync(control, $"_control/tenants/{edition.TenantId}/faults", fault);

        await edition.SyncAsync();
        Assert.Empty(before.Except(await UsersAsync()));

        await control.DeleteAsync($"_control/tenants/{edition.TenantId}/faults", Stop);
        await SettleAsync();
        Assert.Equal([.. before.Append(joiner.Id).Order()], await UsersAsync());
        Assert.Equal(day, (await edition.Api.FindUserAsync(member.Id, Stop))!.Department);
    }

    [Fact]
    public async Task When_OldDeletionIsToldAgainAfterARestore_Should_KeepTheUser()
    {
        using var control = edition.ControlHttp();
        var team = (await edition.Control.TeamsAsync(edition.TenantId, Stop))[1];
        var known = (await UsersAsync()).ToHashSet();
        var user = team.Members.Except(team.Owners).First(known.Contains);
        await edition.Control.DeleteUserAsync(edition.TenantId, user, Stop);
        await edition.SyncAsync();
        Assert.Null(await edition.Api.FindUserAsync(user, Stop));
        await edition.Control.RestoreUserAsync(edition.TenantId, user, Stop);
        await edition.SyncAsync();
        Assert.NotNull(await edition.Api.FindUserAsync(user, Stop));
        await PostAsync(control, $"_control/tenants/{edition.TenantId}/faults", """{"match":"users/delta","kind":"replay","times":1}""");

        await edition.SyncAsync();

        Assert.NotNull(await edition.Api.FindUserAsync(user, Stop));
    }

    [Fact]
    public async Task When_ConsentIsRevoked_Should_SayWhyRemoveNobodyAndRecover()
    {
        using var control = edition.ControlHttp();
        var before = await UsersAsync();
        await control.DeleteAsync($"_control/tenants/{edition.TenantId}/permissions/User.Read.All", Stop);
        await control.DeleteAsync($"_control/tenants/{edition.TenantId}/permissions/GroupMember.Read.All", Stop);
        await control.DeleteAsync($"_control/tenants/{edition.TenantId}/permissions/Group.Read.All", Stop);
        await PostAsync(control, $"_control/tenants/{edition.TenantId}/faults", """{"match":"delta","status":403,"times":1}""");

        var run = await edition.SyncAsync();

        Assert.Contains(run.Problems!, problem => problem.Contains("Grant consent", StringComparison.Ordinal));
        Assert.Equal(before, await UsersAsync());
        await control.DeleteAsync($"_control/tenants/{edition.TenantId}/faults", Stop);
        await PostAsync(control, $"_control/tenants/{edition.TenantId}/consent", "{}");
        await SettleAsync();
        Assert.Empty((await edition.Api.SyncAsync(Stop)).Problems!);
        Assert.Equal(before, await UsersAsync());
    }

    private async Task SettleAsync()
    {
        for (var run = 0; run < 5; run++)
        {
            await edition.SyncAsync();
            if ((await edition.Api.SyncAsync(Stop)).Counts is { Unsettled: 0 })
                return;
        }

        Assert.Fail("Something stays unsettled.");
    }

    private async Task<List<string>> UsersAsync() => [.. (await edition.Api.UsersAsync(Stop)).Select(user => user.Id).Order()];

    private static async Task PostAsync(HttpClient control, string path, string json)
    {
        using var content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var response = await control.PostAsync(path, content, Stop);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Stop));
    }
}
