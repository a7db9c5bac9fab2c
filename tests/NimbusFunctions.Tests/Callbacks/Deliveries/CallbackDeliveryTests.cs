using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

public sealed class CallbackDeliveryTests
{
    [Fact]
    public async Task DeliverAsync_News_ArrivesWithItsIdAndIsCountedOnceAMinute()
    {
        await using var scene = await DeliveryScene.StartAsync();

        Assert.IsType<MessageOutcome.Done>(await scene.DeliverAsync("one"));
        var first = await scene.HealthAsync();
        Assert.IsType<MessageOutcome.Done>(await scene.DeliverAsync("two"));

        Assert.Equal(["one", "two"], scene.Receiver.All.Select(received => received.EventId));
        Assert.NotNull(first.LastDelivered);
        Assert.Equal(first.LastDelivered, (await scene.HealthAsync()).LastDelivered);
    }

    [Fact]
    public async Task DeliverAsync_KilledBeforeItsMessageWasCompleted_SendsTheSameIdAgain()
    {
        await using var scene = await DeliveryScene.StartAsync();

        await scene.DeliverAsync("one");
        await scene.DeliverAsync("one");

        Assert.Equal(["one", "one"], scene.Receiver.All.Select(received => received.EventId));
        Assert.Single(scene.Receiver.All.Select(received => received.Body).Distinct());
    }

    [Fact]
    public async Task DeliverAsync_ATriggerThatWasTakenBack_IsDoneWithoutAWord()
    {
        await using var scene = await DeliveryScene.StartAsync();
        await scene.Store.RemoveAsync(ApiHouse.Tenant, scene.Trigger.Id, TestContext.Current.CancellationToken);

        Assert.IsType<MessageOutcome.Done>(await scene.DeliverAsync("one"));

        Assert.Empty(scene.Receiver.All);
        Assert.Empty(await scene.RunSentAsync());
    }

    [Fact]
    public async Task DeliverAsync_ThrottledWithATime_IsTriedAfterItAndNotCalledMeanwhile()
    {
        await using var scene = await DeliveryScene.StartAsync();
        scene.Receiver.Answer = LoopbackReceiver.With(429, ("Retry-After", "30"));

        var met = Assert.IsType<MessageOutcome.Later>(await scene.DeliverAsync("one"));
        var other = Assert.IsType<MessageOutcome.Later>(await scene.DeliverAsync("two"));

        Assert.InRange(met.Delay, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(36));
        Assert.True(met.CountsAsAttempt);
        Assert.InRange(other.Delay, TimeSpan.FromSeconds(28), TimeSpan.FromSeconds(36));
        Assert.False(other.CountsAsAttempt);
        Assert.Single(scene.Receiver.All);
        Assert.Equal("it answered 429", (await scene.HealthAsync()).LastFailure);
        Assert.Null((await scene.HealthAsync()).Cause);
    }

    [Fact]
    public async Task DeliverAsync_TroubleForADay_IsGivenUpAndCountedAsMissed()
    {
        await using var scene = await DeliveryScene.StartAsync();
        scene.Receiver.Answer = LoopbackReceiver.With(500);

        var last = Assert.IsType<MessageOutcome.GivenUp>(await scene.DeliverAsync("one", attempt: 20, age: TimeSpan.FromHours(23.9)));
        var late = Assert.IsType<MessageOutcome.GivenUp>(await scene.DeliverAsync("two", age: TimeSpan.FromHours(25)));

        Assert.Contains("500", last.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", last.Reason + late.Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await scene.HealthAsync()).Missed);
    }

    [Theory]
    [InlineData(410)]
    [InlineData(302)]
    [InlineData(403)]
    public async Task DeliverAsync_AnAddressThatIsGone_SuspendsAndKeepsTheNews(int status)
    {
        await using var scene = await DeliveryScene.StartAsync();
        scene.Receiver.Answer = LoopbackReceiver.With(status);

        var met = Assert.IsType<MessageOutcome.Later>(await scene.DeliverAsync("one"));
        var other = Assert.IsType<MessageOutcome.Later>(await scene.DeliverAsync("two"));

        Assert.InRange(met.Delay, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
        Assert.True(met.CountsAsAttempt);
        Assert.InRange(other.Delay, TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(6));
        Assert.False(other.CountsAsAttempt);
        Assert.Single(scene.Receiver.All);
        var health = await scene.HealthAsync();
        Assert.Equal((SuspensionCause.AddressGone, 0), (health.Cause, health.Missed));
    }

    [Fact]
    public async Task DeliverAsync_AnAddressThatIsBack_ResumesByItself()
    {
        await using var scene = await DeliveryScene.StartAsync();
        await scene.Store.ChangeHealthAsync(
            ApiHouse.Tenant, scene.Trigger.Id, health => HealthChange.AddressGone(health, "it answered 404", TimeProvider.System.GetUtcNow().AddMinutes(-6)), TestContext.Current.CancellationToken);

        Assert.IsType<MessageOutcome.Done>(await scene.DeliverAsync("one", attempt: 1));

        Assert.Single(scene.Receiver.All);
        Assert.Null((await scene.HealthAsync()).Cause);
    }

    [Fact]
    public async Task DeliverAsync_TheRoleIsLostAndGivenBack_TellsBothAndDeliversNothingBetween()
    {
        await using var scene = await DeliveryScene.StartAsync();
        await scene.MakeUserAsync(UserState.Active, (Role.TeamMember, DeliveryScene.Service));

        Assert.IsType<MessageOutcome.Done>(await scene.DeliverAsync("one"));
        Assert.IsType<MessageOutcome.Done>(await scene.DeliverAsync("two"));
        Assert.All(await scene.RunSentAsync(), outcome => Assert.IsType<MessageOutcome.Done>(outcome));

        var told = Assert.Single(scene.Receiver.All);
        Assert.Equal(["TriggerSuspended", "RoleLost"], Fields(told, "event", "updatedParameterName"));
        var suspended = await scene.HealthAsync();
        Assert.Equal((SuspensionCause.RoleLost, 2, null), (suspended.Cause, suspended.Missed, suspended.LastDelivered));

        await scene.MakeUserAsync(UserState.Active, (Role.ServiceOwner, DeliveryScene.Service));
        Assert.IsType<MessageOutcome.Done>(await scene.DeliverAsync("three"));
        await scene.RunSentAsync();

        Assert.Equal([told.EventId, "three"], scene.Receiver.All.Take(2).Select(received => received.EventId));
        Assert.Equal(["TriggerResumed"], Fields(scene.Receiver.All.Last(), "event"));
        Assert.Equal(3, scene.Receiver.All.Count);
        Assert.Null((await scene.HealthAsync()).Cause);
    }

    [Theory]
    [InlineData(nameof(UserState.SoftDeleted))]
    [InlineData(nameof(UserState.Gone))]
    public async Task DeliverAsync_TheUserIsGone_SuspendsAllServicesWithOneNotice(string state)
    {
        await using var scene = await DeliveryScene.StartAsync(TriggerKind.Tasks, DeliveryScene.Service, DeliveryScene.Other);
        await scene.MakeUserAsync(Enum.Parse<UserState>(state), (Role.ServiceOwner, DeliveryScene.Service));

        await scene.DeliverAsync("one");
        await scene.DeliverAsync("two", DeliveryScene.Other);
        await scene.RunSentAsync();

        Assert.Single(scene.Receiver.All);
        Assert.Equal(SuspensionCause.RoleLost, (await scene.HealthAsync()).Cause);
    }

    [Fact]
    public async Task DeliverAsync_TheRoleIsThereForOneServiceOnly_DeliversThatAndTellsTheOtherOnce()
    {
        await using var scene = await DeliveryScene.StartAsync(TriggerKind.Tasks, DeliveryScene.Service, DeliveryScene.Other);

        foreach (var number in Enumerable.Range(0, 3))
        {
            await scene.DeliverAsync($"sales{number}");
            await scene.DeliverAsync($"support{number}", DeliveryScene.Other);
        }

        await scene.RunSentAsync();

        Assert.Equal(["sales0", "sales1", "sales2"], scene.Receiver.All.Take(3).Select(received => received.EventId));
        Assert.Equal(["TriggerSuspended", DeliveryScene.Other], Fields(Assert.Single(scene.Receiver.All.Skip(3)), "event", "serviceId"));
        var health = await scene.HealthAsync();
        Assert.Equal((null, 3), (health.Cause, health.Missed));
    }

    [Fact]
    public async Task DeliverAsync_TheServiceIsGone_SuspendsAndTells()
    {
        await using var scene = await DeliveryScene.StartAsync(TriggerKind.SchedulerEntries);
        await scene.RemoveServiceAsync(DeliveryScene.Service);

        await scene.DeliverAsync("one");
        await scene.RunSentAsync();

        Assert.Equal(["TriggerSuspended"], Fields(Assert.Single(scene.Receiver.All), "event"));
        Assert.StartsWith("ServiceGone: ", Fields(scene.Receiver.All.Single(), "completionReason")[0], StringComparison.Ordinal);
        Assert.Equal(SuspensionCause.ServiceGone, (await scene.HealthAsync()).Cause);
    }

    [Fact]
    public async Task DeliverAsync_FoundOutByTwoAtOnce_TellsTheFlowOnce()
    {
        await using var scene = await DeliveryScene.StartAsync();
        await scene.MakeUserAsync(UserState.Active);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => scene.DeliverAsync($"{number}")));
        await scene.RunSentAsync();

        Assert.Single(scene.Receiver.All);
        Assert.Equal(8, (await scene.HealthAsync()).Missed);
    }

    [Fact]
    public async Task RunAsync_AMessageOfNothing_CannotBeRead()
    {
        await using var scene = await DeliveryScene.StartAsync();

        await Assert.ThrowsAsync<UnreadableMessageException>(() => scene.RunAsync($$"""{"tenant":"{{ApiHouse.Tenant}}"}""", 0, default));
        await Assert.ThrowsAsync<UnreadableMessageException>(() => scene.RunAsync("null", 0, default));
        await Assert.ThrowsAsync<UnreadableMessageException>(() => scene.RunAsync("nonsense", 0, default));
    }

    private static string[] Fields(Received received, params string[] names)
    {
        using var body = JsonDocument.Parse(received.Body);
        return [.. names.Select(name => body.RootElement.GetProperty(name).GetString()!)];
    }
}
