using System.Globalization;
using System.Net.Http.Headers;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.IntegrationTests.Tasks;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.IntegrationTests.Flows;

/// <summary>The app is killed while flows post; they send again as Power Automate does, and every run has one task.</summary>
public sealed class KilledWorkerTests
{
    private const int Rounds = 2;
    private const int Flows = 40;
    private const int Cap = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_TheAppIsKilledWhileFlowsPost_Should_HaveOneTaskForEachRunThatWasAnsweredAndNoTwoForAny()
    {
        await using var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with
            {
                Users = 10,
                Teams = 1,
                AppSettings = new Dictionary<string, string> { ["AzureWebJobs.ScheduleDirectorySync.Disabled"] = "true" },
            },
            new CollectedJournal(),
            TextWriter.Null,
            Stop);
        var tenant = edition.Simulator.Tenants[0].Id;
        using var system = Client(edition, edition.TokenForSystem(tenant));
        using var http = Client(edition, edition.TokenForUser(tenant, edition.Simulator.Tenants[0].AdminUpn));
        FlowHttp flow = new(http, new(10), TimeProvider.System, Random.Shared.NextDouble);
        Assert.Equal(200, (await system.CallAsync(HttpMethod.Put, $"v1/tenants/{tenant}/settings/limits", $$"""{"externalTask":{{Cap}}}""")).Status);

        var resent = 0;
        for (var round = 0; round < Rounds; round++)
            resent += await PlayAsync(edition, system, flow, tenant, round);

        Assert.NotEqual(0, resent);
    }

    /// <returns>How many runs were answered with success after they had been sent again.</returns>
    private static async Task<int> PlayAsync(LocalEdition edition, HttpClient system, FlowHttp flow, string tenant, int round)
    {
        var service = string.Create(CultureInfo.InvariantCulture, $"killed{round}");
        var body = $$"""
            {"upn":"{{TaskScene.Upn(service)}}","displayName":"Killed","assignmentType":"SkillBased","licence":"ContactCenter","modalities":["ExternalTask"]}
            """;
        Assert.Equal(201, (await system.CallAsync(HttpMethod.Put, $"v1/tenants/{tenant}/services/{service}", body)).Status);
        Assert.Equal(Cap, TaskScene.Of((await UsageAsync(system, tenant, service)).Json, "ExternalTask").GetProperty("cap").GetInt32());
        List<Task<FlowReply>> posts = [.. Enumerable.Range(0, Flows).Select(number => flow.SendAsync(
            new(HttpMethod.Post, "v1/ExternalTasks", TaskScene.External(service), string.Create(CultureInfo.InvariantCulture, $"run-{round}-{number}")), Stop))];

        // In the middle: as soon as the first is answered, most of the others are under way.
        await Task.WhenAny(posts);
        edition.Hosts[0].KillWorker();
        var replies = await Task.WhenAll(posts);

        List<string> answered = [.. replies.Where(reply => reply.Status == 200).Select(reply => reply.Body!["id"]!.ToString())];
        var usage = (await UsageAsync(system, tenant, service)).Json;
        List<string> stored = [.. TaskScene.Of(usage, "ExternalTask").GetProperty("holders").EnumerateArray().Select(holder => holder.GetProperty("task").GetString()!)];

        // A success always has its task, each run its own; what was given up may have been stored, but once.
        Assert.All(replies, reply => Assert.True(reply.Status is null or 200 or >= 500, reply.Says()));
        Assert.Equal(answered.Count, answered.Distinct(StringComparer.Ordinal).Count());
        Assert.All(answered, id => Assert.Contains(id, stored));
        Assert.InRange(stored.Count, answered.Count, Flows);
        return replies.Count(reply => reply is { Status: 200, Resends: > 0 });
    }

    /// <summary>Asks until the app answers and has the cap that was set.</summary>
    private static Task<Answer> UsageAsync(HttpClient system, string tenant, string service) => TaskScene.UntilAsync(
        () => system.CallAsync(HttpMethod.Get, $"v1/tenants/{tenant}/services/{service}/usage"),
        usage => usage.Status == 200 && TaskScene.Of(usage.Json, "ExternalTask").GetProperty("cap").GetInt32() == Cap);

    private static HttpClient Client(LocalEdition edition, string token)
    {
        var http = LoopbackHttp.Create(edition.Api);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
