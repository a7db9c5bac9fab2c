using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Arrivals;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.IntegrationTests.Operations;

/// <summary>Poison in every queue of the real local edition: found, looked at, replayed, dropped.</summary>
public sealed class DeadLetterTests(ArrivalsFixture edition) : IClassFixture<ArrivalsFixture>
{
    private const string Root = "v1/operations/dead-letters";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("directory-sync", "poison")]
    [InlineData("incoming-tasks", null)]
    [InlineData("task-events", null)]
    [InlineData("presence", null)]
    [InlineData("retention-purge", null)]
    [InlineData("user-changes", "poison")]
    [InlineData("flow-callbacks", null)]
    public async Task When_AMessageIsPoison_Should_BeFoundLookedAtReplayedAndDropped(string queue, string? session)
    {
        var body = $"no json {Guid.NewGuid():N}";
        Send(queue, session, body);
        var letter = await FindAsync(queue, body, replays: 0);
        Assert.Contains("cannot be read", letter.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.Equal(session, letter.GetProperty("sessionId").GetString());
        var id = letter.GetProperty("id").GetString()!;

        // The cause is still there, so it is the same letter again.
        Assert.Equal(200, (await ApiAsync(HttpMethod.Post, $"{Root}/{id}/replay")).Status);
        var again = await FindAsync(queue, body, replays: 1);
        Assert.Equal(id, again.GetProperty("id").GetString());
        Assert.Single(await edition.DeadLettersAsync(), one => one.Body == body);

        var dropped = await CommandAsync("drop", id, "--reason", "Nobody knows what it was.");
        Assert.Equal((0, "dropped"), (dropped.ExitCode, dropped.Lines[^1]));
        Assert.Equal(404, (await ApiAsync(HttpMethod.Get, $"{Root}/{id}")).Status);
        Assert.Equal(1, (await CommandAsync("show", id)).ExitCode);
    }

    [Fact]
    public async Task When_TheCauseIsMended_Should_HaveItsEffectOnceHoweverOftenItIsReplayed()
    {
        var service = $"s{Guid.NewGuid():N}";
        edition.Send("incoming-tasks", $$"""{"id":"{{service}} mail","tenant":"{{edition.Tenant}}","service":"{{service}}","modality":"Email","content":{"name":"mail"} }""");
        var letter = await FindAsync("incoming-tasks", service, replays: 0);
        Assert.Contains("must be the id or the UPN of a service", letter.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        var place = DeadLetterPlace.Parse(letter.GetProperty("id").GetString()!)!;
        var stored = (await new DeadLetterStore(edition.Tables).FindAsync(place, Ct))!.Value.Stored;
        await ArrivalsFixture.UntilAsync(async () => Kinds(await OverviewAsync()).Contains("DeadLetters"), "the overview shows the letter");

        Assert.Equal(201, (await ApiAsync(HttpMethod.Put, $"v1/tenants/{edition.Tenant}/services/{service}", $$"""
            {"upn":"{{service}}@alpenwerk.example","displayName":"Mail","assignmentType":"SkillBased","licence":"ContactCenter","modalities":["Call","Email"]}
            """)).Status);
        var listed = await CommandAsync("list", "--queue", "incoming-tasks", "--tenant", edition.Tenant);
        Assert.Contains(listed.Lines, line => line.Contains("incoming-tasks", StringComparison.Ordinal));
        var replayed = await CommandAsync("replay", "--all", "--tenant", edition.Tenant, "--queue", "incoming-tasks", "--because", "must be the id or the UPN");
        Assert.True(replayed.ExitCode == 0, string.Join('\n', replayed.Lines.Concat(replayed.Errors)));
        var dispatched = await edition.DispatchedAsync();
        Assert.Equal("mail", ArrivalsFixture.NameOf(dispatched));

        // As if the process had died before the letter was removed, twice.
        for (var crash = 0; crash < 2; crash++)
        {
            await edition.Tables.DeadLetters.UpsertEntityAsync(stored, Azure.Data.Tables.TableUpdateMode.Replace, Ct);
            Assert.Equal(200, (await ApiAsync(HttpMethod.Post, $"{Root}/{place.Id}/replay")).Status);
        }

        await ArrivalsFixture.UntilAsync(() => Task.FromResult(edition.Edition.Broker.Broker.Queue("incoming-tasks").Counts is { Active: 0, Locked: 0 }), "the queue is empty");
        Assert.Equal(1, (await edition.SlotsAsync(service)).InUse);
        Assert.Equal(0, edition.Edition.Broker.Broker.Queue("task-dispatch").Counts.Active);
        Assert.DoesNotContain(await edition.DeadLettersAsync(), one => one.Body.Contains(service, StringComparison.Ordinal));
        await ArrivalsFixture.UntilAsync(async () => !Kinds(await OverviewAsync()).Contains("DeadLetters"), "the overview shows that it is mended");
        edition.Tell(dispatched.TaskId, TaskState.Terminated, TimeProvider.System.GetUtcNow(), "Completed");
    }

    [Fact]
    public async Task When_ThereAreManyTenants_Should_AnswerTheOverviewWithinHalfASecond()
    {
        for (var number = 0; number < 199; number++)
        {
            var body = $$"""{"id":"{{Guid.NewGuid()}}","name":"Tenant {{number}}"}""";
            Assert.Equal(201, (await ApiAsync(HttpMethod.Post, "v1/tenants", body)).Status);
        }

        var begun = Stopwatch.GetTimestamp();
        await ApiAsync(HttpMethod.Get, "v1/operations/overview");
        var first = Stopwatch.GetElapsedTime(begun);
        var slowest = TimeSpan.Zero;
        await ArrivalsFixture.UntilAsync(
            async () => (await OverviewAsync()).GetProperty("totals").GetProperty("tenants").EnumerateObject().Sum(state => state.Value.GetInt32()) >= 200, "all are there");
        for (var call = 0; call < 20; call++)
        {
            begun = Stopwatch.GetTimestamp();
            Assert.Equal(200, (await ApiAsync(HttpMethod.Get, "v1/operations/overview")).Status);
            slowest = Stopwatch.GetElapsedTime(begun) > slowest ? Stopwatch.GetElapsedTime(begun) : slowest;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"first {first.TotalMilliseconds:0} ms, slowest of twenty {slowest.TotalMilliseconds:0} ms");
        Assert.True(slowest < TimeSpan.FromMilliseconds(500), $"{slowest}");
    }

    private static List<string?> Kinds(JsonElement overview) =>
        [.. overview.GetProperty("tenants").EnumerateArray().SelectMany(tenant => tenant.GetProperty("trouble").EnumerateArray()).Select(trouble => trouble.GetProperty("kind").GetString())];

    private async Task<JsonElement> OverviewAsync() => (await ApiAsync(HttpMethod.Get, "v1/operations/overview")).Json;

    private void Send(string queue, string? session, string body) => edition.Edition.Broker.Broker.Queue(queue).Send(
        [new BrokerMessage { Body = Encoding.UTF8.GetBytes(body), MessageId = Guid.NewGuid().ToString(), SessionId = session }]);

    /// <summary>Waits for the letter whose body says this, through the API alone.</summary>
    private async Task<JsonElement> FindAsync(string queue, string says, int replays)
    {
        JsonElement? found = null;
        await ArrivalsFixture.UntilAsync(
            async () =>
            {
                var list = (await ApiAsync(HttpMethod.Get, $"{Root}?queue={queue}&top=200")).Json.GetProperty("value");
                foreach (var head in list.EnumerateArray().Where(head => head.GetProperty("replays").GetInt32() == replays))
                {
                    var letter = await ApiAsync(HttpMethod.Get, $"{Root}/{head.GetProperty("id").GetString()}");
                    if (letter.Status == 200 && letter.Json.GetProperty("body").GetString()!.Contains(says, StringComparison.Ordinal))
                        found = letter.Json;
                }

                return found is not null;
            },
            $"the message of {queue} is a letter");
        return found!.Value;
    }

    private async Task<Answer> ApiAsync(HttpMethod method, string path, string? body = null)
    {
        using var api = LoopbackHttp.Create(edition.Edition.Api);
        api.DefaultRequestHeaders.Authorization = new("Bearer", edition.Edition.TokenForSystem(edition.Tenant));
        return await api.CallAsync(method, path, body);
    }

    private Task<CommandRun> CommandAsync(params string[] arguments) => CommandRun.OfAsync(
        ["dead-letters", .. arguments, "--api", edition.Edition.Api.ToString(), "--simulator", edition.Edition.Simulator.HttpAddress.ToString()]);
}
