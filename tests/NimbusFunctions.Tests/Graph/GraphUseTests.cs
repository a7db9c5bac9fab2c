using System.Text;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Tests.Graph;

/// <summary>The whole chain of handlers against the simulated Graph.</summary>
public class GraphUseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_AgainstGraph_IsToldItemByItemWithGraphsOwnCount()
    {
        await using var graph = await SimulatedGraph.StartAsync();
        var answers = new List<GraphAnswer>();
        var use = Listening(answers);
        var directory = new GraphDirectory(graph.Clients.For(graph.Tenant, use), TimeProvider.System, use);

        var truths = await directory.GroupsAsync([.. graph.Teams.Select(team => new GroupQuestion(team.Id, false))], Stop);

        Assert.All(truths.Values, truth => Assert.IsType<TeamTruth.Listed>(truth));
        Assert.Equal(graph.Teams.Count * 2, answers.Count);
        Assert.All(answers, answer => Assert.Equal(
            (200, RequestCost.Of(answer.Method, answer.Url), true),
            (answer.Status, (int)answer.Units, Encoding.UTF8.GetString(answer.Body.Span).Contains("\"value\"", StringComparison.Ordinal))));
        Assert.Equal((1, answers.Sum(answer => answer.Units)), (use.Requests, use.Units));
    }

    [Fact]
    public async Task Delta_AgainstGraph_IsToldByItsAddressBelowTheVersion()
    {
        await using var graph = await SimulatedGraph.StartAsync();
        var answers = new List<GraphAnswer>();
        var deltas = new GraphDeltas(graph.Clients.For(graph.Tenant, Listening(answers)), graph.Clients.BaseUrl);

        await deltas.UsersAsync(deltas.LatestUsers, Stop);

        var answer = Assert.Single(answers);
        Assert.StartsWith("/users/delta?", answer.Url, StringComparison.Ordinal);
        Assert.Equal((200, 1d, true), (answer.Status, answer.Units, answer.RequestId is not null));
    }

    [Fact]
    public async Task Batch_ThrottledForLong_TellsTheItemsAndEndsTheSlice()
    {
        await using var graph = await SimulatedGraph.StartAsync();
        await graph.Bench.ControlAsync("POST", "faults", new { match = "", status = 429, times = 20, retryAfter = "120" });
        var answers = new List<GraphAnswer>();
        var use = Listening(answers);
        var directory = new GraphDirectory(graph.Clients.For(graph.Tenant, use), TimeProvider.System, use);

        await Assert.ThrowsAsync<ThrottledException>(() => directory.UsersAsync(["11111111-1111-1111-1111-111111111111"], Stop));

        Assert.Equal((429, "120"), (Assert.Single(answers).Status, answers[0].RetryAfter));
    }

    [Fact]
    public async Task Request_GraphIsNotThere_IsToldAsAFailureOfTheNetwork()
    {
        var graph = await SimulatedGraph.StartAsync();
        var answers = new List<GraphAnswer>();
        var deltas = new GraphDeltas(graph.Clients.For(graph.Tenant, Listening(answers)), graph.Clients.BaseUrl);
        await graph.Bench.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => deltas.UsersAsync(deltas.LatestUsers, Stop));
        graph.Clients.Dispose();

        Assert.Equal((0, GraphMishap.Network), (Assert.Single(answers).Status, answers[0].Failure!.Value));
    }

    private static GraphUse Listening(List<GraphAnswer> answers) => new(tell: (answer, _) =>
    {
        answers.Add(answer);
        return Task.CompletedTask;
    });
}
