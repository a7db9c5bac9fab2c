using System.Globalization;
using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.Tasks;

/// <summary>
/// Four processes of the app on one store, and 200 callers who all post to one service of the usual cap: round after
/// round, and in every other one a process is killed in the middle.
/// </summary>
public sealed class FourProcessesTests
{
    private const int Rounds = 20;
    private const int Callers = 200;
    private const int Cap = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_AllPostAtOnce_Should_StoreExactlyTheCapAndAnswerWhatIsStored()
    {
        await using var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with
            {
                Users = 20,
                Teams = 1,
                Hosts = 4,
                AppSettings = new Dictionary<string, string> { ["AzureWebJobs.ScheduleDirectorySync.Disabled"] = "true" },
            },
            new CollectedJournal(),
            TextWriter.Null,
            Stop);
        var tenant = edition.Simulator.Tenants[0].Id;
        var hosts = edition.Hosts.Select(host => Client(host.Address, edition.TokenForSystem(tenant))).ToList();
        var flows = edition.Hosts.Select(host => Client(host.Address, edition.TokenForUser(tenant, edition.Simulator.Tenants[0].AdminUpn))).ToList();
        try
        {
            for (var round = 0; round < Rounds; round++)
                await PlayAsync(edition, tenant, hosts, flows, round);
        }
        finally
        {
            hosts.Concat(flows).ToList().ForEach(http => http.Dispose());
        }
    }

    private static async Task PlayAsync(LocalEdition edition, string tenant, List<HttpClient> hosts, List<HttpClient> flows, int round)
    {
        var service = string.Create(CultureInfo.InvariantCulture, $"round{round}");
        var body = $$"""
            {"upn":"{{service}}@alpenwerk.example","displayName":"Round","assignmentType":"SkillBased","licence":"ContactCenter","modalities":["ExternalTask"]}
            """;
        Assert.Equal(201, (await hosts[0].CallAsync(HttpMethod.Put, $"v1/tenants/{tenant}/services/{service}", body)).Status);

        var calls = Enumerable.Range(0, Callers).Select(caller => PostAsync(flows, caller, service)).ToList();
        if (round % 2 == 1)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20 * (round % 7)), TimeProvider.System, Stop);
            edition.Hosts[round % 4].KillWorker();
        }

        var answers = await Task.WhenAll(calls);

        var admitted = answers.Where(answer => answer.Status == 200).Select(answer => answer.Text("id")!).ToList();
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 409, $"Round {round}: {answer.Status}"));
        var usage = (await hosts[(round + 1) % 4].CallAsync(HttpMethod.Get, $"v1/tenants/{tenant}/services/{service}/usage")).Json;
        var holders = TaskScene.Of(usage, "ExternalTask").GetProperty("holders").EnumerateArray()
            .Select(holder => holder.GetProperty("task").GetString()!).ToList();
        Assert.Equal(Cap, holders.Count);
        Assert.Equal(holders.Order(StringComparer.Ordinal), admitted.Order(StringComparer.Ordinal));
    }

    /// <summary>Posts, and posts the same again to another process as long as no answer comes.</summary>
    private static async Task<Answer> PostAsync(List<HttpClient> flows, int caller, string service)
    {
        var key = Guid.NewGuid().ToString();
        var began = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/ExternalTasks", UriKind.Relative))
                {
                    Content = new StringContent(TaskScene.External(service), System.Text.Encoding.UTF8, "application/json"),
                };
                request.Headers.Add("Idempotency-Key", key);
                using var response = await flows[(caller + attempt) % flows.Count].SendAsync(request, Stop);
                var text = await response.Content.ReadAsStringAsync(Stop);
                if (((int)response.StatusCode < 500 && !text.Contains("in-flight", StringComparison.Ordinal))
                    || TimeProvider.System.GetElapsedTime(began) > Patience)
                    return new Answer((int)response.StatusCode, null, null, text.Length > 0 ? JsonDocument.Parse(text).RootElement.Clone() : default);
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                // The process was killed; the same key is tried with another one.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        }
    }

    private static HttpClient Client(Uri address, string token)
    {
        var http = LoopbackHttp.Create(address);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }
}
