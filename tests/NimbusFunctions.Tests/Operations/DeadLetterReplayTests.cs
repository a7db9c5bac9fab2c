using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Access;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Messaging;
using NimbusFunctions.Operations.DeadLetters;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Infra;
using NimbusFunctions.Tests.TasksArrivals;

namespace NimbusFunctions.Tests.Operations;

public sealed class DeadLetterReplayTests
{
    private const string OfTenant = $"v1/tenants/{ApiHouse.Tenant}/dead-letters";
    private const string Somebody = "60000000-0000-0000-0000-000000000006";

    [Fact]
    public void Queues_AreThoseOfTheDeployment()
    {
        var deployed = JsonNode.Parse(InfraFiles.Read("queues.json"))!["queues"]!.AsArray()
            .ToDictionary(queue => queue!["name"]!.GetValue<string>(), queue => queue!["requiresSession"]!.GetValue<bool>());

        Assert.Equal(deployed.OrderBy(queue => queue.Key), ReplayDecision.Queues.OrderBy(queue => queue.Key));
    }

    [Fact]
    public async Task Replay_OfEveryQueue_SendsTheBodyAgainWithItsSessionAndRemovesTheLetter()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        foreach (var (queue, needsSession) in ReplayDecision.Queues)
        {
            var body = $$"""{"tenant":"{{ApiHouse.Tenant}}","queue":"{{queue}}"}""";
            var id = await house.PutAsync(body, queue, needsSession ? "session-1" : null);

            (await administrator.ReplayAsync(id)).IsOk();

            var sent = await TakeAsync(house, queue);
            Assert.Equal(body, Encoding.UTF8.GetString(sent.Body.Span));
            Assert.Null(await house.FindLetterAsync(id));
            (await administrator.ReplayAsync(id)).IsGone();
        }

        Assert.Equal(ReplayDecision.Queues.Count, (await house.LinesAsync("dead-letter-replayed")).Count);
    }

    [Fact]
    public async Task Replay_ByManyAtOnce_SendsOneMessage()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var id = await house.PutAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => administrator.ReplayAsync(id)));

        Assert.All(replies, reply => Assert.True(reply.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{reply.Status}"));
        Assert.Contains(replies, reply => reply.Status == HttpStatusCode.OK);
        Assert.Equal(1, house.Broker.Queue(Letterbox.Queue).Counts.Active);
        Assert.Null(await house.FindLetterAsync(id));
    }

    // Who died between sending and removing.
    [Fact]
    public async Task Replay_AfterACrashOverIt_IsTheSameMessage()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var id = await house.PutAsync();
        var (row, stored) = (await house.Letters().FindAsync(DeadLetterPlace.Parse(id)!, TestContext.Current.CancellationToken))!.Value;
        (await administrator.ReplayAsync(id)).IsOk();
        await house.Tables.DeadLetters.UpsertEntityAsync(stored, Azure.Data.Tables.TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        await house.Letters().ClaimAsync((await house.FindLetterAsync(id))!, TimeProvider.System.GetUtcNow().AddHours(-1), TestContext.Current.CancellationToken);

        (await administrator.ReplayAsync(id)).IsOk();

        Assert.Equal(1, house.Broker.Queue(Letterbox.Queue).Counts.Active);
        Assert.Null(await house.FindLetterAsync(id));
        Assert.Equal(0, row.Letter.Replays);
    }

    [Fact]
    public async Task Replay_ThatFailsAgain_IsTheSameLetterAndSaysSo()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var id = await house.PutAsync(seen: TimeProvider.System.GetUtcNow().AddDays(-3));
        for (var replays = 1; replays <= 2; replays++)
        {
            (await administrator.ReplayAsync(id)).IsOk();
            await FailAsync(house);

            var item = Assert.Single((await administrator.ListAsync(OfTenant)).Value);
            Assert.Equal(id, item["id"]!.GetValue<string>());
            Assert.Equal(replays, item["replays"]!.GetValue<int>());
            Assert.Equal(1, item["attempts"]!.GetValue<int>());
            Assert.Null(item["replaying"]);
            Assert.True(item["canReplay"]!.GetValue<bool>());
        }
    }

    [Fact]
    public async Task Replay_ThatFailsAgainBeforeTheLetterIsRemoved_StaysALetter()
    {
        await using var house = await ApiHouse.StartAsync();
        var id = await house.PutAsync();
        var row = (await house.FindLetterAsync(id))!;
        var version = await house.Letters().ClaimAsync(row, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);
        await house.Letters().AddAsync(row.Letter with { Replays = 1 }, TestContext.Current.CancellationToken);

        Assert.False(await house.Letters().RemoveAsync(row.Place, version!.Value, TestContext.Current.CancellationToken));

        Assert.Equal(1, (await house.FindLetterAsync(id))!.Letter.Replays);
    }

    [Fact]
    public async Task Replay_WhileTheBrokerIsAway_Is503AndTheLetterStays()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var id = await house.PutAsync();
        var broker = (BrokerClient)house.Services.GetRequiredService<ServiceBusClient>();
        broker.IsDown = true;

        (await administrator.ReplayAsync(id)).IsProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        (await administrator.CallAsync(HttpMethod.Post, $"{OfTenant}/replay", """{"filter":{}}""")).IsProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        (await administrator.DropAsync(id)).IsProblem(HttpStatusCode.Conflict, "dead-letter-busy");
        Assert.NotNull(await house.FindLetterAsync(id));

        broker.IsDown = false;
        (await administrator.ReplayAsync(id)).IsOk();
        Assert.Equal(1, house.Broker.Queue(Letterbox.Queue).Counts.Active);
    }

    [Fact]
    public async Task Replay_OfATenantThatWasOffBoarded_IsRefused()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var mine = await house.PutAsync();
        var gone = Guid.NewGuid().ToString("D");
        var nobodys = await house.PutAsync($$"""{"tenant":"{{gone}}"}""", owner: null);
        var tenants = house.Services.GetRequiredService<TenantStore>();
        var stored = (await tenants.FindStoredAsync(ApiHouse.Tenant, TestContext.Current.CancellationToken))!;
        await tenants.ReplaceAsync(stored, stored.Tenant with { Ended = TimeProvider.System.GetUtcNow() }, TestContext.Current.CancellationToken);
        await tenants.UnlistAsync(ApiHouse.Tenant, TestContext.Current.CancellationToken);
        await tenants.Ended.RememberAsync(new(gone, TimeProvider.System.GetUtcNow(), 10), TestContext.Current.CancellationToken);

        foreach (var id in new[] { mine, nobodys })
        {
            (await system.ReplayAsync(id, "v1/operations/dead-letters")).IsProblem(HttpStatusCode.Conflict, "dead-letter-not-replayable");
            Assert.NotNull(await house.FindLetterAsync(id));
        }

        Assert.Contains((await system.ListAsync("v1/operations/dead-letters")).Value, item => item["obstacle"]?.GetValue<string>() == "TenantEnded");
    }

    [Fact]
    public async Task ALetterUnderLegalHold_IsNotDroppedAndStaysWhenItIsReplayed()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        // The name lies across the end of a column.
        var body = $$"""{"tenant":"{{ApiHouse.Tenant}}","x":"{{new string('x', 29_930)}}{{Somebody}}"}""";
        var id = await house.PutAsync(body);
        (await administrator.CallAsync(HttpMethod.Post, $"v1/tenants/{ApiHouse.Tenant}/retention/holds", $$"""{"user":"{{Somebody}}","reason":"court"}""")).IsOk(HttpStatusCode.Created);

        (await administrator.DropAsync(id)).IsProblem(HttpStatusCode.Conflict, "legal-hold");
        (await administrator.ReplayAsync(id)).IsOk();
        (await administrator.ReplayAsync(id)).IsProblem(HttpStatusCode.Conflict, "dead-letter-replayed");

        Assert.Equal(1, house.Broker.Queue(Letterbox.Queue).Counts.Active);
        Assert.NotNull((await house.FindLetterAsync(id))!.Replayed);
        var many = (await administrator.CallAsync(HttpMethod.Post, $"{OfTenant}/drop", """{"filter":{},"reason":"All of it."}""")).IsOk();
        Assert.Equal(1, many.Json["left"]!["LegalHold"]!.GetValue<int>());
        Assert.Empty(await house.LinesAsync("dead-letter-dropped"));
    }

    [Fact]
    public async Task Many_AreBoundedPerCallAndGoOn()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        for (var number = 0; number < 7; number++)
            await house.PutAsync(reason: number < 5 ? "It failed." : "The body cannot be read.");
        await house.PutAsync(queue: "no-such-queue", reason: "It failed.");

        var (done, calls, continuation) = (0, 0, (string?)null);
        do
        {
            var body = new JsonObject { ["filter"] = new JsonObject { ["reason"] = "FAILED" }, ["top"] = 2, ["continuation"] = continuation };
            var reply = (await administrator.CallAsync(HttpMethod.Post, $"{OfTenant}/replay", body.ToJsonString())).IsOk();
            (done, calls, continuation) = (done + reply.Json["done"]!.GetValue<int>(), calls + 1, reply.Json["continuation"]?.GetValue<string>());
            Assert.Equal(continuation is not null, reply.Json["more"]!.GetValue<bool>());
        }
        while (continuation is not null && calls < 10);

        Assert.Equal(5, done);
        Assert.Equal(3, (await administrator.ListAsync(OfTenant)).Value.Count);
        Assert.Equal(5, house.Broker.Queue(Letterbox.Queue).Counts.Active);
        (await administrator.CallAsync(HttpMethod.Post, $"{OfTenant}/replay", "{}")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await administrator.CallAsync(HttpMethod.Post, $"{OfTenant}/replay", """{"filter":{},"top":101}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static async Task<BrokerMessage> TakeAsync(ApiHouse house, string queue)
    {
        var broker = house.Broker.Queue(queue);
        Assert.Equal(1, broker.Counts.Active);
        if (ReplayDecision.Queues[queue])
        {
            var session = (await broker.AcceptNextSessionAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken))!;
            Assert.Equal("session-1", session.SessionId);
            return (await session.ReceiveAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken))!.Message;
        }

        var locked = (await broker.ReceiveAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken))!;
        broker.Complete(locked.LockToken);
        return locked.Message;
    }

    /// <summary>The handler gives up what is in the queue.</summary>
    private static async Task FailAsync(ApiHouse house)
    {
        var broker = house.Broker.Queue(Letterbox.Queue);
        var locked = (await broker.ReceiveAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken))!;
        var triggered = new TriggeredMessage
        {
            Body = new BinaryData(locked.Message.Body),
            MessageId = locked.Message.MessageId,
            EnqueuedTime = TimeProvider.System.GetUtcNow(),
            ApplicationProperties = locked.Message.ApplicationProperties.ToDictionary(property => property.Key, property => (object?)property.Value),
        };
        await house.Services.GetRequiredService<MessageRunner>().RunAsync(
            Letterbox.Queue, triggered, (_, _) => throw new UnreadableMessageException("no"), TestContext.Current.CancellationToken);
        broker.Complete(locked.LockToken);
    }
}
