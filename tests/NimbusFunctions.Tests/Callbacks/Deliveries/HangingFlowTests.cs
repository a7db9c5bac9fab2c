using System.Diagnostics;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

public sealed class HangingFlowTests
{
    [Fact]
    public async Task When_AFlowHangs_Should_HoldTwoCallsAndSendTheRestBackAtOnce()
    {
        await using var scene = await DeliveryScene.StartAsync();
        var free = new TaskCompletionSource();
        scene.Receiver.Answer = _ => free.Task;

        var began = Stopwatch.GetTimestamp();
        var all = Enumerable.Range(0, 50).Select(number => scene.DeliverAsync($"{number}")).ToList();
        while (all.Count(delivery => delivery.IsCompleted) < all.Count - DeliveryGate.MostAtOnce)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(8), "What is turned away waits.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        free.SetResult();
        var outcomes = await Task.WhenAll(all);

        Assert.Equal(DeliveryGate.MostAtOnce, outcomes.Count(outcome => outcome is MessageOutcome.Done));
        Assert.All(outcomes.OfType<MessageOutcome.Later>(), later => Assert.False(later.CountsAsAttempt));
        Assert.Equal(DeliveryGate.MostAtOnce, scene.Receiver.All.Count);
    }
}
