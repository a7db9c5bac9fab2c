using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Events;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Callbacks.News;
using static NimbusFunctions.Tests.Callbacks.Registration.TriggerScene;

namespace NimbusFunctions.Tests.Callbacks.Registration;

/// <summary>From a flow's post and an engine's event, through HTTP and the queues, to one message per trigger.</summary>
public sealed class FanOutTests
{
    [Fact]
    public async Task APostAndAnEvent_ReachEveryTriggerThatWantsThem_Once()
    {
        await using var scene = await StartAsync();
        var agent = await scene.House.NewUserAsync(Role.TeamMember, "sales");
        using var owner = await scene.House.AsAsync(Role.ServiceOwner, "sales");
        var all = await RegisterAsync(scene.Administrator, TaskTriggers, Body(events: ["Created", "InQueue", "Connected"]));
        var ends = await RegisterAsync(owner, TaskTriggers, Body(events: ["Connected", "Terminated"]));
        await RegisterAsync(owner, EntryTriggers, Body(kind: "entry", events: ["Scheduled", "Terminated"]));
        await RegisterAsync(owner, TaskTriggers, Body($"{Url}&other", services: ["sales@a.example"], events: ["Updated"]));

        var task = (await scene.Administrator.CallAsync(
            HttpMethod.Post, "v1/ExternalTasks", """{"serviceUpn":"sales@a.example","customerIdentifier":"crm-7","customer":{"email":"ada@customer.example"}}""")).IsOk().Text("id");
        var posted = Assert.Single(await scene.ToldAsync(1));
        var first = await FanOutAsync(scene, posted);
        Assert.Equal([(all, "Created"), (all, "InQueue")], first.Select(told => (told.TriggerId, told.Body.GetProperty("event").GetString()!)));
        Assert.Equal(2, first.Select(told => told.EventId).Distinct().Count());
        Assert.All(first, told => Assert.Equal(("sales", task), (told.ServiceId, told.Body.GetProperty("taskId").GetString())));

        await TellAsync(scene, task, TaskState.Connected, agent);
        var second = await FanOutAsync(scene, Assert.Single(await scene.ToldAsync(1)));
        Assert.Equal([all, ends], second.Select(told => told.TriggerId).OrderBy(id => id == all ? 0 : 1));
        Assert.Single(second.Select(told => told.EventId).Distinct());
        Assert.All(second, told => Assert.Equal(agent, told.Body.GetProperty("lastConnectedUserId").GetString()));
        Assert.All(second, told => Assert.EndsWith("@alpenwerk.example", told.Body.GetProperty("LastConnectedUserUPN").GetString(), StringComparison.Ordinal));
        var schema = NotificationSchema.Read("TaskEventData");
        Assert.All(first.Concat(second), told => Assert.Empty(schema.Faults(told.Body)));
    }

    [Fact]
    public async Task ASchedulerEntry_IsScheduledAndDeleted()
    {
        await using var scene = await StartAsync();
        var id = await RegisterAsync(scene.Administrator, EntryTriggers, Body(kind: "entry", events: ["Scheduled", "Deleted"]));
        var due = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        var entry = (await scene.Administrator.CallAsync(
            HttpMethod.Post, "v1/scheduler-entries", $$"""{"serviceUpn":"sales@a.example","destination":"+41435550000","dueDateTimeUtc":"{{due}}"}""")).IsOk().Text("schedulerEntryId");
        (await scene.Administrator.CallAsync(HttpMethod.Delete, $"v1/scheduler-entries/{entry}")).IsOk();
        var told = new List<Delivery>();
        foreach (var message in await scene.ToldAsync(2))
            told.AddRange(await FanOutAsync(scene, message));

        Assert.Equal([(id, "Scheduled"), (id, "Deleted")], told.Select(one => (one.TriggerId, one.Body.GetProperty("event").GetString()!)));
        var schema = NotificationSchema.Read("SchedulerEntryEventData");
        Assert.All(told, one => Assert.Empty(schema.Faults(one.Body)));
    }

    [Fact]
    public async Task AnOutboundTask_OfWhichAFlowFoundOutWhomItPrefers_IsListedAndToldOf()
    {
        await using var scene = await StartAsync();
        var id = await RegisterAsync(scene.Administrator, EntryTriggers, Body(kind: "entry", events: ["Scheduled", "Deleted"]));
        var due = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        var entry = (await scene.Administrator.CallAsync(
            HttpMethod.Post, "v1/scheduler-entries", $$"""{"serviceUpn":"sales@a.example","destination":"+41435550000","dueDateTimeUtc":"{{due}}"}""")).IsOk().Text("schedulerEntryId");
        (await scene.Administrator.CallAsync(HttpMethod.Put, $"v1/tasks/{entry}", """{"preferredUsers":[{"upn":"ada@alpenwerk.example"}]}""")).IsOk();

        using var listed = JsonDocument.Parse(await scene.Administrator.GetStringAsync("v1/scheduler-entries?serviceUpn=sales@a.example", TestContext.Current.CancellationToken));
        Assert.Equal(entry, Assert.Single(listed.RootElement.EnumerateArray()).GetProperty("schedulerEntryId").GetString());
        (await scene.Administrator.CallAsync(HttpMethod.Delete, $"v1/scheduler-entries/{entry}")).IsOk();
        var told = new List<Delivery>();
        foreach (var message in await scene.ToldAsync(2))
            told.AddRange(await FanOutAsync(scene, message));
        Assert.Equal([(id, "Scheduled"), (id, "Deleted")], told.Select(one => (one.TriggerId, one.Body.GetProperty("event").GetString()!)));
    }

    [Fact]
    public async Task ATriggerThatIsGoneMeanwhile_IsToldNothing()
    {
        await using var scene = await StartAsync();
        var id = await RegisterAsync(scene.Administrator, TaskTriggers, Body(events: ["Created"]));
        (await scene.Administrator.CallAsync(HttpMethod.Post, "v1/ExternalTasks", """{"serviceUpn":"sales@a.example"}""")).IsOk();
        var posted = Assert.Single(await scene.ToldAsync(1));
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Administrator.CallAsync(HttpMethod.Delete, $"{TaskTriggers}/{id}")).Status);

        Assert.Empty(await FanOutAsync(scene, posted));
    }

    /// <summary>Fans out twice, as after a lost answer: the queue takes each message once.</summary>
    private static async Task<List<Delivery>> FanOutAsync(TriggerScene scene, CallbackMessage callback)
    {
        var fanOut = scene.House.Services.GetRequiredService<CallbackFanOut>();
        var message = new QueueMessage(CallbackMessage.Queue, "", null, 0, TimeProvider.System.GetUtcNow());
        Assert.IsType<MessageOutcome.Done>(await fanOut.RunAsync(message, callback, TestContext.Current.CancellationToken));
        Assert.IsType<MessageOutcome.Done>(await fanOut.RunAsync(message, callback, TestContext.Current.CancellationToken));
        return [.. (await scene.ToldAsync(0)).Select(told => told.Delivery!)];
    }

    private static async Task TellAsync(TriggerScene scene, string task, TaskState state, string user)
    {
        var news = new TaskEvent(ApiHouse.Tenant, task, "event", TimeProvider.System.GetUtcNow(), state, UserId: user);
        var message = new QueueMessage(TaskEvent.Queue, JsonSerializer.Serialize(news, NimbusJson.Default.TaskEvent), null, 0, TimeProvider.System.GetUtcNow());
        Assert.IsType<MessageOutcome.Done>(await scene.House.Services.GetRequiredService<TaskEvents>().ApplyAsync(message, TestContext.Current.CancellationToken));
    }
}
