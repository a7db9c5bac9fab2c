using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.IntegrationTests.Tasks;

namespace NimbusFunctions.IntegrationTests.PresenceRouting;

[Collection(LocalEditionCollection.Name)]
public sealed class RoutingTests(LocalEditionFixture edition)
{
    private readonly RoutingScene scene = new(edition);

    [Fact]
    public async Task When_SomebodyTakesACall_Should_TakeNoWorkUntilItIsOver()
    {
        await scene.TrackAsync();
        var (user, service, _) = await scene.MemberAsync();
        await scene.SeeAsync(user, "Available", "Available");
        await scene.UntilAsync(service, user, null);

        await scene.SeeAsync(user, "Busy", "InACall");
        Assert.False((await scene.UntilAsync(service, user, "in-a-call")).GetProperty("available").GetBoolean());
        var listed = await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}/available-users");
        Assert.DoesNotContain(user, listed.Json.GetRawText(), StringComparison.Ordinal);
        var presence = (await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/users/{user}/presence")).Json;
        Assert.Equal("InACall", presence.GetProperty("state").GetString());
        Assert.Equal(("Busy", "InACall"), (presence.GetProperty("availability").GetString(), presence.GetProperty("activity").GetString()));
        Assert.InRange(presence.GetProperty("ageSeconds").GetDouble(), 0, 90);
        Assert.False(presence.TryGetProperty("secondsInState", out _));

        await scene.SeeAsync(user, "busy", "inAMeeting");
        await scene.UntilAsync(service, user, "in-a-meeting");
        await scene.SeeAsync(user, "Available", "OutOfOffice");
        await scene.UntilAsync(service, user, null);
    }

    [Fact]
    public async Task When_TheFlagIsSwitchedOff_Should_TakeNoWorkInThatService()
    {
        await scene.TrackAsync();
        var (user, service, http) = await scene.MemberAsync();
        var flag = $"{scene.Tenant}/services/{service}/users/{user}/active";

        var own = await http.CallAsync(HttpMethod.Put, flag, """{"active":false}""");
        Assert.Equal(200, own.Status);
        Assert.False(own.Json.GetProperty("active").GetBoolean());
        await scene.UntilAsync(service, user, "inactive-in-service");
        var members = (await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}/members")).Json.GetProperty("value").EnumerateArray().ToList();
        Assert.False(members.Single(member => member.GetProperty("userId").GetString() == user).GetProperty("active").GetBoolean());

        var other = members.First(member => member.GetProperty("userId").GetString() != user).GetProperty("userId").GetString();
        (await http.CallAsync(HttpMethod.Put, $"{scene.Tenant}/services/{service}/users/{other}/active", """{"active":false}""")).IsProblem(403, "services.members.active");
        (await scene.System.CallAsync(HttpMethod.Put, $"{scene.Tenant}/services/{service}/users/{Guid.NewGuid()}/active", """{"active":true}""")).IsProblem(404);
        (await scene.System.CallAsync(HttpMethod.Put, $"{scene.Tenant}/services/nowhere/users/{user}/active", """{"active":true}""")).IsProblem(404);
        (await scene.System.CallAsync(HttpMethod.Put, flag, "{}")).IsProblem(400, "active");
        Assert.Equal(200, (await scene.System.CallAsync(HttpMethod.Put, flag, """{"active":true}""")).Status);
        await scene.SeeAsync(user, "Available", "Available");
        await scene.UntilAsync(service, user, null);
    }

    [Fact]
    public async Task When_LicencesAreGiven_Should_BeShownAndKeptBesideTheSync()
    {
        var (user, service, http) = await scene.MemberAsync();
        var path = $"{scene.Tenant}/users/{user}";

        (await scene.System.CallAsync(HttpMethod.Put, $"{path}/licences", """{"licences":["Email","Flying"]}""")).IsProblem(400, "licences: has 'Flying'");
        (await scene.System.CallAsync(HttpMethod.Put, $"{path}/licences", """{"licences":null}""")).IsProblem(400, "licences");
        (await http.CallAsync(HttpMethod.Put, $"{path}/licences", """{"licences":["Email"]}""")).IsProblem(403, "users.licences");
        (await scene.System.CallAsync(HttpMethod.Put, $"{scene.Tenant}/users/{Guid.NewGuid()}/licences", """{"licences":[]}""")).IsProblem(404);
        Assert.Equal(200, (await scene.Tasks.Admin.CallAsync(HttpMethod.Put, $"{path}/licences", """{"licences":["Email","AttendantConsole"]}""")).Status);
        Assert.Equal(200, (await scene.Tasks.Admin.CallAsync(HttpMethod.Put, $"{path}/bot-registration", """{"registered":true}""")).Status);
        await edition.Control.ChangeDepartmentAsync(edition.TenantId, user, "Licensed", TestContext.Current.CancellationToken);
        await edition.SyncAsync();

        var shown = (await scene.System.CallAsync(HttpMethod.Get, path)).Json;
        Assert.Equal("""["AttendantConsole","Email"]""", shown.GetProperty("licences").GetRawText());
        Assert.True(shown.GetProperty("botRegistered").GetBoolean() && shown.GetProperty("attendantConsole").GetBoolean());
        await scene.UntilAsync(service, user, "licence-missing", "&modality=externalTask");
    }

    [Fact]
    public async Task When_SomebodyElseAsks_Should_BeRefused()
    {
        var (user, service, http) = await scene.MemberAsync();

        (await http.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}/available-users")).IsProblem(403, "presence.availableUsers");
        (await http.CallAsync(HttpMethod.Get, $"{scene.Tenant}/users/{user}/states")).IsProblem(403, "presence.states");
        Assert.Equal(200, (await http.CallAsync(HttpMethod.Get, $"{scene.Tenant}/users/{user}/presence")).Status);
        (await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}/available-users?modality=smoke")).IsProblem(400, "modality");
        (await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}/available-users?free=1")).IsProblem(400, "free");
        (await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/users/{user}/states?from=2026-01-01&to=2026-02-01")).IsProblem(400, "from");
    }

    [Fact]
    public async Task When_ThePagesAreSmall_Should_ListEverybodyOnce()
    {
        await scene.TrackAsync();
        var (_, service, _) = await scene.MemberAsync();
        var seen = new List<string>();
        string? continuation = null;
        do
        {
            var page = (await scene.System.CallAsync(
                HttpMethod.Get, $"{scene.Tenant}/services/{service}/available-users?all=true&top=3" + (continuation is null ? "" : $"&continuation={continuation}"))).Json;
            seen.AddRange(page.GetProperty("value").EnumerateArray().Select(user => user.GetProperty("userId").GetString()!));
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null && seen.Count < 200);

        Assert.Equal(
            (await scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/services/{service}/members")).Json.GetProperty("value").GetArrayLength(),
            seen.Distinct().Count());
    }

    [Fact]
    public async Task When_StatesAreKept_Should_BeListedUntilTheyAreKeptNoMore()
    {
        await scene.TrackAsync(persist: true, showTime: true);
        var (user, service, _) = await scene.MemberAsync();
        foreach (var (availability, reason) in new[] { ("DoNotDisturb", "do-not-disturb"), ("Offline", "offline"), ("DoNotDisturb", "do-not-disturb") })
        {
            await scene.SeeAsync(user, availability, availability);
            await scene.UntilAsync(service, user, reason);
        }

        var states = await StatesAsync(list => list.Count >= 2 && list[^1].GetProperty("end").ValueKind == JsonValueKind.Null);
        var offline = states.Last(state => state.GetProperty("availability").GetString() == "Offline");
        Assert.True(offline.GetProperty("durationSeconds").GetDouble() > 0);
        Assert.NotEmpty(offline.GetProperty("organizationUnitId").GetString()!);

        await scene.TrackAsync(persist: false);
        var closed = await StatesAsync(list => list.All(state => state.GetProperty("end").ValueKind != JsonValueKind.Null));
        Assert.True(closed.Count >= states.Count);
        Assert.DoesNotContain(closed, state => state.TryGetProperty("durationSeconds", out _));
        await scene.SeeAsync(user, "Away", "Away");
        await scene.UntilAsync(service, user, "away");
        Assert.Equal(closed.Count, (await StatesAsync(_ => true)).Count);

        async Task<List<JsonElement>> StatesAsync(Func<List<JsonElement>, bool> isIt) => [.. (await TaskScene.UntilAsync(
            () => scene.System.CallAsync(HttpMethod.Get, $"{scene.Tenant}/users/{user}/states"),
            answer => isIt([.. answer.Json.GetProperty("value").EnumerateArray()]))).Json.GetProperty("value").EnumerateArray()];
    }
}
