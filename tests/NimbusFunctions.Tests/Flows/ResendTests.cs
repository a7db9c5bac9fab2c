using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NimbusFunctions.Local.Flows;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Flows;

/// <summary>
/// Many flows post at once over a line that loses answers, and send again as Power Automate does: what may be relied upon
/// with a name for the post (docs/flows.md), and what may not without one.
/// </summary>
public class ResendTests
{
    private const int Services = 6;
    private const int FlowsOfAService = 10;

    // No flow sends more than five times: even where every one of them makes a task, the cap is not in the way.
    private const string Limits = """{"externalTask":50,"outbound":50}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StepName.Task, PostNaming.Header, 1)]
    [InlineData(StepName.Task, PostNaming.Reference, 2)]
    [InlineData(StepName.Entry, PostNaming.Header, 3)]
    [InlineData(StepName.Entry, PostNaming.Reference, 4)]
    internal async Task When_NamedPostsLoseTheirAnswers_Should_MakeOneTaskEachAndAnswerIt(StepName step, PostNaming naming, int seed)
    {
        await using var house = await FlowHouse.StartAsync(Services);
        await house.SetLimitsAsync(Limits);
        await using var line = await LossyLine.StartAsync(house.Client(), seed);

        var replies = await PostAsync(house, line, step, naming);

        var tasks = (await house.TasksAsync()).ToLookup(task => NameOf(task.Content), task => task.Id);
        Assert.Equal(Services * FlowsOfAService, replies.Count);
        Assert.All(Enum.GetValues<LostAnswer>(), loss => Assert.Contains(loss, line.Lost));
        Assert.True(line.Stored > replies.Count, "An answer of success must have been lost on the way.");
        foreach (var (name, reply) in replies)
        {
            // One whose post is still being decided is told so: no success, and no second task.
            if (reply.Status == 200)
                Assert.Equal([IdOf(reply)], tasks[name]);
            else
                Assert.True(IsInFlight(reply) && tasks[name].Count() <= 1, $"{name}: {reply.Says()}, {tasks[name].Count()} tasks");
        }

        Assert.True(replies.Values.Count(IsInFlight) < replies.Count / 4);
    }

    [Theory]
    [InlineData(StepName.Task, 5)]
    [InlineData(StepName.Entry, 6)]
    internal async Task When_PostsWithoutANameLoseTheirAnswers_Should_MakeATaskEachTimeAndAnswerOneOfThem(StepName step, int seed)
    {
        await using var house = await FlowHouse.StartAsync(Services);
        await house.SetLimitsAsync(Limits);
        await using var line = await LossyLine.StartAsync(house.Client(), seed);

        var replies = await PostAsync(house, line, step, PostNaming.None);

        var tasks = (await house.TasksAsync()).ToLookup(task => NameOf(task.Content), task => task.Id);
        Assert.All(replies, one => Assert.Equal(200, one.Value.Status));
        Assert.All(replies, one => Assert.Contains(IdOf(one.Value), tasks[one.Key]));
        Assert.Contains(tasks, task => task.Count() > 1);
        // What was cut while the app was at it may have been stored without an answer; nothing else is stored unanswered.
        var cut = line.Lost.Count(loss => loss == LostAnswer.CutMeanwhile);
        Assert.InRange(tasks.Sum(task => task.Count()), line.Stored, line.Stored + cut);
    }

    [Theory]
    [InlineData(StepName.Task)]
    [InlineData(StepName.Entry)]
    internal async Task When_TheCapIsReachedMeanwhile_Should_StillAnswerTheFirstTask(StepName step)
    {
        await using var house = await FlowHouse.StartAsync();
        await house.SetLimitsAsync("""{"externalTask":1,"outbound":1}""");
        using var http = house.Client();
        FlowHttp flow = new(http, new(1000), TimeProvider.System, Random.Shared.NextDouble);
        var lost = await flow.SendAsync(Request(step, 0, "a", PostNaming.Header, Due), Stop);

        var other = await flow.SendAsync(Request(step, 0, "b", PostNaming.Header, Due), Stop);
        var again = await flow.SendAsync(Request(step, 0, "a", PostNaming.Header, Due), Stop);
        var otherwise = await flow.SendAsync(Request(step, 0, "a", PostNaming.Header, Due) with { Body = Request(step, 0, "c", PostNaming.None, Due).Body }, Stop);

        Assert.Equal((200, 409, 200, 422), (lost.Status, other.Status, again.Status, otherwise.Status));
        Assert.Equal(IdOf(lost), IdOf(again));
        Assert.Single(await house.TasksAsync());
    }

    private static string Due => TimeProvider.System.GetUtcNow().AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static async Task<Dictionary<string, FlowReply>> PostAsync(FlowHouse house, LossyLine line, StepName step, PostNaming naming)
    {
        using var http = new HttpClient { BaseAddress = line.Address, Timeout = TimeSpan.FromSeconds(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SaidIdentity.User(ApiHouse.Tenant, house.Admin));
        FlowHttp flow = new(http, new(100), TimeProvider.System, Random.Shared.NextDouble);
        var due = Due;
        var posts = from service in Enumerable.Range(0, Services)
                    from number in Enumerable.Range(0, FlowsOfAService)
                    select (Service: service, Name: string.Create(CultureInfo.InvariantCulture, $"run-{service}-{number}"));
        var sent = posts.Select(async post => (post.Name, Reply: await flow.SendAsync(Request(step, post.Service, post.Name, naming, due), Stop)));
        return (await Task.WhenAll(sent)).ToDictionary(one => one.Name, one => one.Reply);
    }

    private static FlowRequest Request(StepName step, int service, string name, PostNaming naming, string due)
    {
        JsonObject body = new()
        {
            ["serviceUpn"] = FlowHouse.Upn(service),
            [step == StepName.Task ? "customerIdentifier" : "ReferenceId"] = name,
        };
        if (step == StepName.Entry)
            (body["destination"], body["dueDateTimeUtc"]) = ("+41441234567", due);
        if (naming == PostNaming.Reference)
            body["clientReference"] = $"key-{name}";
        var path = step == StepName.Task ? "v1/ExternalTasks" : "v1/scheduler-entries";
        return new(HttpMethod.Post, path, body.ToJsonString(), naming == PostNaming.Header ? $"key-{name}" : null);
    }

    private static string NameOf(System.Text.Json.JsonElement content) =>
        (content.TryGetProperty("customerIdentifier", out var name) ? name : content.GetProperty("ReferenceId")).GetString()!;

    private static string IdOf(FlowReply reply) => (reply.Body?["id"] ?? reply.Body?["schedulerEntryId"])?.ToString() ?? "none";

    private static bool IsInFlight(FlowReply reply) =>
        reply.Status == 409 && reply.Body?["type"]?.ToString().EndsWith("idempotency-key-in-flight", StringComparison.Ordinal) == true;

    /// <summary>What is posted.</summary>
    internal enum StepName
    {
        Task,
        Entry,
    }
}
