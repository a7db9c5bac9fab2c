using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Callbacks.Registration;
using static NimbusFunctions.Tests.Callbacks.Registration.TriggerScene;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

/// <summary>A flow registers, another posts a task, and the first one is told.</summary>
public sealed class FromPostToFlowTests
{
    [Fact]
    public async Task When_AFlowRegisters_Should_BeToldOfATaskOnceAndShownSo()
    {
        await using var scene = await TriggerScene.StartAsync(("Callbacks:LocalReceivers", "true"));
        await using var receiver = await LoopbackReceiver.StartAsync();
        await RegisterAsync(scene.Administrator, TaskTriggers, Body(receiver.Address, events: ["Created"]));

        var task = (await scene.Administrator.CallAsync(HttpMethod.Post, "v1/ExternalTasks", """{"serviceUpn":"sales@a.example"}""")).IsOk().Text("id");
        // What happened, carried out twice; then who is to be told.
        await RunAsync(scene, await ReceiveAsync(scene, wait: true));
        await RunAsync(scene, await ReceiveAsync(scene, wait: true));

        using var told = JsonDocument.Parse(Assert.Single(receiver.All).Body);
        Assert.Equal((task, "Created"), (told.RootElement.GetProperty("taskId").GetString(), told.RootElement.GetProperty("event").GetString()));
        Assert.Null(await ReceiveAsync(scene, wait: false));
        var shown = Assert.Single(await ListAsync(scene.Administrator));
        Assert.Equal("Active", shown["state"]!.GetValue<string>());
        Assert.NotNull(shown["lastDelivered"]);
    }

    private static async Task<string?> ReceiveAsync(TriggerScene scene, bool wait)
    {
        var queue = scene.House.Broker.Queue(CallbackMessage.Queue);
        if (await queue.ReceiveAsync(wait ? TimeSpan.FromSeconds(20) : TimeSpan.Zero, TestContext.Current.CancellationToken) is not { } message)
            return null;
        queue.Complete(message.LockToken);
        return Encoding.UTF8.GetString(message.Message.Body.Span);
    }

    /// <summary>Carries a message out; what happened twice, as after a lost lock.</summary>
    private static async Task RunAsync(TriggerScene scene, string? body)
    {
        var dispatch = scene.House.Services.GetRequiredService<CallbackDispatch>();
        var message = new QueueMessage(CallbackMessage.Queue, Assert.IsType<string>(body), null, 0, TimeProvider.System.GetUtcNow());
        Assert.IsType<MessageOutcome.Done>(await dispatch.RunAsync(message, TestContext.Current.CancellationToken));
        if (body.Contains("\"happening\":{", StringComparison.Ordinal))
            Assert.IsType<MessageOutcome.Done>(await dispatch.RunAsync(message, TestContext.Current.CancellationToken));
    }
}
