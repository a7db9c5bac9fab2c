using System.Diagnostics;
using System.Globalization;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.IntegrationTests.Tasks;

/// <summary>The store stands still while flows post: nobody is told what is not so, and the same keys find their tasks after it.</summary>
public sealed class StoreOutageTests
{
    private const int Flows = 30;
    private const int FlowsBefore = 15;

    // Longer than all tries of a reading together.
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(32);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_TheStoreStandsStill_Should_SayNothingThatIsNotStoredAndFindTheTasksAfterwards()
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
        using var flow = Client(edition, edition.TokenForUser(tenant, edition.Simulator.Tenants[0].AdminUpn));
        var service = $$"""{"upn":"{{TaskScene.Upn("outage")}}","displayName":"Outage","assignmentType":"SkillBased","licence":"ContactCenter","modalities":["ExternalTask"]}""";
        Assert.Equal(201, (await system.CallAsync(HttpMethod.Put, $"v1/tenants/{tenant}/services/outage", service)).Status);
        Assert.Equal(200, (await system.CallAsync(HttpMethod.Put, $"v1/tenants/{tenant}/settings/limits", """{"externalTask":50}""")).Status);
        await TaskScene.UntilAsync(
            () => system.CallAsync(HttpMethod.Get, $"v1/tenants/{tenant}/services/outage/usage"),
            usage => TaskScene.Of(usage.Json, "ExternalTask").GetProperty("cap").GetInt32() == 50);

        var first = await DuringAnOutageAsync(edition, number => PostAsync(flow, number));

        Assert.All(first, answer => Assert.True(answer.Status is 200 or 503, $"{answer.Status}"));
        Assert.All(first.Skip(FlowsBefore), answer => Assert.Equal(503, answer.Status));
        Assert.All(first.Where(answer => answer.Status == 503), answer => Assert.True(answer.RetryAfter > TimeSpan.Zero));
        var stored = await StoredAsync(edition, tenant);
        Assert.Equal(first.Select(answer => answer.Id).OfType<string>().Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));

        var second = await Task.WhenAll(Enumerable.Range(0, Flows).Select(number => PostAsync(flow, number)));

        Assert.All(second, answer => Assert.Equal(200, answer.Status));
        Assert.All(first.Zip(second), pair => Assert.True(pair.First.Id is null || pair.First.Id == pair.Second.Id));
        Assert.Equal(Flows, (await StoredAsync(edition, tenant)).Count);
    }

    /// <summary>Half of the calls are in the middle of it when the store stops, half are begun then.</summary>
    private static async Task<T[]> DuringAnOutageAsync<T>(LocalEdition edition, Func<int, Task<T>> call)
    {
        var calls = Enumerable.Range(0, FlowsBefore).Select(call).ToList();
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop);
        await SignalAsync("STOP", edition.Azurite.ProcessId);
        try
        {
            calls.AddRange(Enumerable.Range(FlowsBefore, Flows - FlowsBefore).Select(call));
            await Task.Delay(Outage, TimeProvider.System, Stop);
        }
        finally
        {
            await SignalAsync("CONT", edition.Azurite.ProcessId);
        }

        return await Task.WhenAll(calls).WaitAsync(Patience, TimeProvider.System, Stop);
    }

    private static async Task<(int Status, string? Id, TimeSpan? RetryAfter)> PostAsync(HttpClient http, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/ExternalTasks", UriKind.Relative))
        {
            Content = new StringContent(TaskScene.External("outage"), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"outage-{number}"));
        using var response = await http.SendAsync(request, Stop);
        var id = response.IsSuccessStatusCode
            ? System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("id").GetString()
            : null;
        return ((int)response.StatusCode, id, response.Headers.RetryAfter?.Delta);
    }

    private static async Task<List<string>> StoredAsync(LocalEdition edition, string tenant)
    {
        var reader = new TaskReader(new StoreTables(new Azure.Data.Tables.TableServiceClient(edition.Azurite.ConnectionString)));
        var ids = new List<string>();
        await foreach (var task in reader.LiveAsync(TaskPartition.Of(tenant, "outage", Modality.ExternalTask), Stop))
            ids.Add(task.Id);
        return ids;
    }

    private static HttpClient Client(LocalEdition edition, string token)
    {
        var http = LoopbackHttp.Create(edition.Api);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Stop);
        Assert.Equal(0, kill.ExitCode);
    }
}
