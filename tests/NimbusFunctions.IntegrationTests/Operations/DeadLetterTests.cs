using System.Diagnostics;
using System.Text.Json;
using NimbusFunctions.IntegrationTests.Arrivals;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.IntegrationTests.Operations;

/// <summary>Poison in every queue of the real local edition: found, looked at, replayed, dropped.</summary>
public sealed class DeadLetterTests(ArrivalsFixture edition) : IClassFixture<ArrivalsFixture>
{
    private const string Root = Letters.Root;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Letters Letters => new(edition.Edition, edition.Tables, edition.Tenant);

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
        Letters.Send(queue, session, body);
        var letter = await Letters.FindAsync(queue, body, replays: 0);
        Assert.Contains("cannot be read", letter.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.Equal(session, letter.GetProperty("sessionId").GetString());
        var id = letter.GetProperty("id").GetString()!;

        // The cause is still there, so it is the same letter again.
        await Letters.ReplayAsync(id);
        var again = await Letters.FindAsync(queue, body, replays: 1);
        Assert.Equal(id, again.GetProperty("id").GetString());
        Assert.Single(await edition.DeadLettersAsync(), one => one.Body == body);

        var dropped = await CommandAsync("drop", id, "--reason", "Nobody knows what it was.");
        Assert.Equal((0, "dropped"), (dropped.ExitCode, dropped.Lines[^1]));
        Assert.Equal(404, (await Letters.CallAsync(HttpMethod.Get, $"{Root}/{id}")).Status);
        Assert.Equal(1, (await CommandAsync("show", id)).ExitCode);
    }

    [Fact]
    public async Task When_TheCauseIsMended_Should_HaveItsEffectOnceHoweverOftenItIsReplayed()
    {
        var service = $"s{Guid.NewGuid():N}";
        edition.Send("incoming-tasks", $$"""{"id":"{{service}} mail","tenant":"{{edition.Tenant}}","service":"{{service}}","modality":"Email","content":{"name":"mail"} }""");
        var letter = await Letters.FindAsync("incoming-tasks", service, replays: 0);
        Assert.Contains("must be the id or the UPN of a service", letter.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        var id = letter.GetProperty("id").GetString()!;
        var stored = await Letters.RowAsync(id);
        await ArrivalsFixture.UntilAsync(async () => Kinds(await OverviewAsync()).Contains("DeadLetters"), "the overview shows the letter");

        Assert.Equal(201, (await Letters.CallAsync(HttpMethod.Put, $"v1/tenants/{edition.Tenant}/services/{service}", $$"""
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
            await Letters.PutBackAsync(stored);
            await Letters.ReplayAsync(id);
        }

        await Letters.EmptyAsync("incoming-tasks");
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
            Assert.Equal(201, (await Letters.CallAsync(HttpMethod.Post, "v1/tenants", body)).Status);
        }

        var begun = Stopwatch.GetTimestamp();
        await Letters.CallAsync(HttpMethod.Get, "v1/operations/overview");
        var first = Stopwatch.GetElapsedTime(begun);
        var slowest = TimeSpan.Zero;
        await ArrivalsFixture.UntilAsync(
            async () => (await OverviewAsync()).GetProperty("totals").GetProperty("tenants").EnumerateObject().Sum(state => state.Value.GetInt32()) >= 200, "all are there");
        for (var call = 0; call < 20; call++)
        {
            begun = Stopwatch.GetTimestamp();
            Assert.Equal(200, (await Letters.CallAsync(HttpMethod.Get, "v1/operations/overview")).Status);
            slowest = Stopwatch.GetElapsedTime(begun) > slowest ? Stopwatch.GetElapsedTime(begun) : slowest;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"first {first.TotalMilliseconds:0} ms, slowest of twenty {slowest.TotalMilliseconds:0} ms");
        Assert.True(slowest < TimeSpan.FromMilliseconds(500), $"{slowest}");
    }

    private static List<string?> Kinds(JsonElement overview) =>
        [.. overview.GetProperty("tenants").EnumerateArray().SelectMany(tenant => tenant.GetProperty("trouble").EnumerateArray()).Select(trouble => trouble.GetProperty("kind").GetString())];

    private async Task<JsonElement> OverviewAsync() => (await Letters.CallAsync(HttpMethod.Get, "v1/operations/overview")).Json;

    private Task<CommandRun> CommandAsync(params string[] arguments) => CommandRun.OfAsync(
        ["dead-letters", .. arguments, "--api", edition.Edition.Api.ToString(), "--simulator", edition.Edition.Simulator.HttpAddress.ToString()]);
}
