using System.Net;
using System.Text.Json;
using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Tests.Commands;

public sealed class SyncWaitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_RunThatBeganLater_IsTheOne()
    {
        using var answers = new Answers((request, _) => request.Method == HttpMethod.Post
            ? (HttpStatusCode.Accepted, """{"run":"5","alreadyRunning":false}""")
            : Sync(5, TimeSpan.FromMinutes(1)));
        using var http = answers.Client();

        var runs = await SyncWait.RunAsync(new(new JsonCalls(http), "t"), Patience, Ct);

        Assert.Equal("5", Assert.Single(runs!).Id);
        Assert.Equal(["POST /v1/tenants/t/sync", "GET /v1/tenants/t/sync"], answers.Calls);
    }

    [Fact]
    public async Task RunAsync_RunUnderWayBeganTooEarly_AsksForAnother()
    {
        var wishes = 0;
        using var answers = new Answers((request, _) => request.Method == HttpMethod.Post
            ? (HttpStatusCode.Accepted, wishes++ == 0 ? """{"run":"5","alreadyRunning":true}""" : """{"run":"6","alreadyRunning":false}""")
            : wishes == 1 ? Sync(5, TimeSpan.FromMinutes(-1)) : Sync(6, TimeSpan.FromMinutes(1)));
        using var http = answers.Client();

        var runs = await SyncWait.RunAsync(new(new JsonCalls(http), "t"), Patience, Ct);

        Assert.Equal(["5", "6"], runs!.Select(run => run.Id));
        Assert.Equal(2, wishes);
    }

    [Fact]
    public async Task RunAsync_OnlyAnOlderRunHasEnded_WaitsForTheWishedOne()
    {
        using var answers = new Answers((request, call) => request.Method == HttpMethod.Post
            ? (HttpStatusCode.Accepted, """{"run":"10","alreadyRunning":false}""")
            : call < 4 ? Sync(9, TimeSpan.FromMinutes(-1)) : Sync(10, TimeSpan.FromMinutes(1)));
        using var http = answers.Client();

        var runs = await SyncWait.RunAsync(new(new JsonCalls(http), "t"), Patience, Ct);

        Assert.Equal("10", Assert.Single(runs!).Id);
        Assert.Equal(4, answers.Calls.Count);
    }

    [Fact]
    public async Task RunAsync_NoneEndsInTime_IsNull()
    {
        using var answers = new Answers((request, _) => request.Method == HttpMethod.Post
            ? (HttpStatusCode.Accepted, """{"run":"1","alreadyRunning":false}""")
            : (HttpStatusCode.OK, """{"running":true,"lastRun":null}"""));
        using var http = answers.Client();

        Assert.Null(await SyncWait.RunAsync(new(new JsonCalls(http), "t"), TimeSpan.FromMilliseconds(300), Ct));
    }

    private static (HttpStatusCode Status, string Body) Sync(int run, TimeSpan startedFromNow)
    {
        var started = TimeProvider.System.GetUtcNow() + startedFromNow;
        return (HttpStatusCode.OK, JsonSerializer.Serialize(new { running = false, lastRun = new { id = $"{run}", kind = "delta", started, ended = started, slices = 1, counts = new { added = 1 } } }));
    }
}
