using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Tests;

namespace NimbusFunctions.IntegrationTests.OpsPage;

/// <summary>
/// The page in headless Chromium on a local edition of its own: an operator finds a held plan and a dead letter and mends
/// both, a cap fills and empties, a role is taken away. What else must hold on every view, <c>tests/browser/judge.mjs</c> says.
/// </summary>
public sealed class BrowserTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_AnOperatorWorksWithThePage_Should_MendWhatItShowsAndFindNoFaultOnAnyView()
    {
        if (BrowserScript.Chromium is not { } chromium)
        {
            Assert.Skip("There is no Chromium here: install it, or name one in NIMBUS_CHROMIUM.");
            return;
        }

        var installing = BrowserScript.InstallAsync(Stop);
        // Nobody works on tasks here: what has a slot keeps it.
        await using var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with { Users = 60, Teams = 4, HandleTime = null }, new CollectedJournal(), TextWriter.Null, Stop);
        var scene = await SceneAsync(edition);
        await installing;

        var found = await BrowserScript.RunAsync(
            new Dictionary<string, string>(scene) { ["OPS_CHROMIUM"] = chromium, ["OPS_SHOTS"] = Pictures() }, Stop);

        TestContext.Current.TestOutputHelper!.WriteLine(found.ToString());
        Assert.Empty(found.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()));
    }

    /// <summary>Where pictures go; empty: none are taken.</summary>
    private static string Pictures() =>
        Environment.GetEnvironmentVariable("NIMBUS_WRITE_DOCS") == "1" ? Path.Combine(Repository.Root, "docs", "screenshots") : "";

    private static async Task<Dictionary<string, string>> SceneAsync(LocalEdition edition)
    {
        var tenant = edition.Simulator.Tenants[0];
        var (system, admin) = (edition.TokenForSystem(tenant.Id), edition.TokenForUser(tenant.Id, tenant.AdminUpn));
        using var http = LoopbackHttp.Create(edition.Api);
        http.DefaultRequestHeaders.Authorization = new("Bearer", system);
        using var simulator = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        var control = new ControlClient(simulator);
        var api = new TenantApi(new JsonCalls(http, () => system), tenant.Id);
        var root = $"v1/tenants/{tenant.Id}";

        Assert.Equal(200, (await http.CallAsync(HttpMethod.Put, $"{root}/settings/limits", """{"externalTask":2}""")).Status);
        var (flows, late) = ($"s{Guid.NewGuid():N}", $"s{Guid.NewGuid():N}");
        var service = $$"""{"upn":"{{flows}}@alpenwerk.example","displayName":"Flows","assignmentType":"SkillBased","licence":"ContactCenter","modalities":["Call","ExternalTask","Outbound"]}""";
        Assert.Equal(201, (await http.CallAsync(HttpMethod.Put, $"{root}/services/{flows}", service)).Status);

        // An email for a service that is not there.
        var arrival = $$"""{"service":"{{late}}","modality":"Email","id":"{{late}} 1","content":{"name":"1"} }""";
        Assert.Equal(201, (await simulator.CallAsync(HttpMethod.Post, $"_control/tenants/{tenant.Id}/arrivals", arrival)).Status);
        await UntilAsync(http, $"{root}/dead-letters", answer => answer.GetProperty("value").GetArrayLength() == 1);

        // More removals than the guard lets pass.
        var people = await api.UsersAsync(Stop);
        var directory = await control.UsersAsync(tenant.Id, Stop);
        var known = people.Select(user => user.Id).ToHashSet(StringComparer.Ordinal);
        var going = directory.Where(user => known.Contains(user.Id) && user.UserPrincipalName != tenant.AdminUpn).Take(known.Count * 6 / 10);
        foreach (var user in going)
            await control.DeleteUserAsync(tenant.Id, user.Id, Stop);
        Assert.NotNull(await SyncWait.RunAsync(api, Patience, Stop));
        var plan = (await http.CallAsync(HttpMethod.Get, $"{root}/sync")).Json.GetProperty("heldPlans").EnumerateArray().Single();

        return new()
        {
            ["OPS_APP"] = edition.Api.ToString(),
            ["OPS_ENTRA"] = edition.Simulator.HttpsAddress.ToString(),
            ["OPS_TENANT"] = tenant.Id,
            ["OPS_SYSTEM_TOKEN"] = system,
            ["OPS_ADMIN_TOKEN"] = admin,
            ["OPS_OPERATOR"] = People.OperatorUpn,
            ["OPS_HELD"] = plan.GetProperty("waiting").GetRawText(),
            ["OPS_LATE_SERVICE"] = late,
            ["OPS_FLOWS_UPN"] = $"{flows}@alpenwerk.example",
            ["OPS_ADMIN_UPN"] = tenant.AdminUpn,
        };
    }

    private static async Task UntilAsync(HttpClient http, string path, Func<JsonElement, bool> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while ((await http.CallAsync(HttpMethod.Get, path)) is var answer && !(answer.Status == 200 && isSo(answer.Json)))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{path} never was as expected: {answer.Status} {answer.Json}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Stop);
        }
    }
}
