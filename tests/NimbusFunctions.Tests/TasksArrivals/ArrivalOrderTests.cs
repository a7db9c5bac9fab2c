using System.Text.Json.Nodes;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tests.SettingsReaders;

namespace NimbusFunctions.Tests.TasksArrivals;

/// <summary>Whole behaviours of arrivals, over hours of a clock that the test moves.</summary>
public sealed class ArrivalOrderTests : IDisposable
{
    private readonly TaskHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public async Task When_TheCapIsFullForAHundredTimesTheMostDeliveries_Should_LoseNothingAndKeepTheOrder()
    {
        await house.OpenAsync(new(Email: 1, HeldArrivals: 1, LongestHoldMinutes: 10_080));
        for (var number = 0; number < 6; number++)
        {
            house.Arrive($"mail-{number}");
            await house.LiveAsync(TimeSpan.FromSeconds(1));
        }

        var first = Assert.Single(await house.DispatchedAsync());
        while (house.ArrivalsSeen < 4 * 100 * TaskHouse.MostDeliveries)
            await house.LiveAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(await house.DispatchedAsync());
        Assert.Equal((1, 1), ((await house.SlotsAsync()).InUse, (await house.SlotsAsync()).Held));

        Assert.Equal(Enumerable.Range(0, 6).Select(number => $"mail-{number}"), [Name(first), .. await DrainAsync(first, 5)]);
        Assert.Equal(1, house.HighestDeliveryCount);
        Assert.Empty(await house.DeadLettersAsync());
    }

    [Fact]
    public async Task When_ManyMoreArriveThanMayWait_Should_KeepTheSlotsBusyAndTheOrder()
    {
        await house.OpenAsync(new(Email: 4, HeldArrivals: 20, LongestHoldMinutes: 10_080));
        const int Count = 200;
        for (var number = 0; number < Count; number++)
        {
            house.Arrive($"mail-{number}");
            if (number % 10 == 0)
                await house.LiveAsync(TimeSpan.FromSeconds(1));
        }

        await house.LiveAsync(TimeSpan.FromMinutes(10));
        List<Dispatch> order = [.. await house.DispatchedAsync()];
        var began = house.Time.GetUtcNow();
        // Every task takes a minute, so four slots take fifty of them.
        for (var ended = 0; ended < Count;)
        {
            var working = order.Skip(ended).ToList();
            await house.LiveAsync(TimeSpan.FromMinutes(1));
            working.ForEach(task => house.Tell(task.TaskId, TaskState.Terminated, "Completed"));
            ended += working.Count;
            await house.LiveAsync(TimeSpan.FromSeconds(2));
            order.AddRange(await house.DispatchedAsync());
            Assert.True(house.Time.GetUtcNow() - began < TimeSpan.FromMinutes(70), $"{ended} of {Count} tasks have ended after 70 minutes.");
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(number => $"mail-{number}"), order.Select(Name));
        Assert.Equal(0, (await house.SlotsAsync()).InUse);
    }

    [Fact]
    public async Task When_OneComesTwiceAtTwoTimes_Should_BeOneTaskAndBlockNobody()
    {
        await house.OpenAsync(new(Email: 1, HeldArrivals: 1));
        foreach (var name in new[] { "mail-0", "mail-1", "mail-2", "mail-2", "mail-3" })
        {
            house.Arrive(name);
            await house.LiveAsync(TimeSpan.FromSeconds(1));
        }

        var first = Assert.Single(await house.DispatchedAsync());

        Assert.Equal(["mail-1", "mail-2", "mail-3"], await DrainAsync(first, 3));
        await house.LiveAsync(TimeSpan.FromMinutes(5));
        Assert.Null((await house.SlotsAsync()).SentBack);
        Assert.Equal(0, house.Broker.Queue("incoming-tasks").Counts.Scheduled);
    }

    [Fact]
    public async Task When_OneThatWasSentBackIsGivenUp_Should_BlockNobody()
    {
        await house.OpenAsync(new(Email: 1, HeldArrivals: 1));
        foreach (var name in new[] { "mail-0", "mail-1", "mail-2" })
        {
            house.Arrive(name);
            await house.LiveAsync(TimeSpan.FromSeconds(1));
        }

        Assert.NotNull((await house.SlotsAsync()).SentBack);
        await SetStateAsync("Suspended");
        await house.LiveAsync(TimeSpan.FromMinutes(2));
        await SetStateAsync("Active");

        Assert.Contains("suspended", Assert.Single(await house.DeadLettersAsync()).Reason, StringComparison.Ordinal);
        Assert.Null((await house.SlotsAsync()).SentBack);
    }

    [Fact]
    public async Task When_TheCapIsRaisedAndNothingElseHappens_Should_AdmitThoseThatWaitWithinMinutes()
    {
        await house.OpenAsync(new(Email: 1));
        foreach (var name in new[] { "mail-0", "mail-1", "mail-2" })
            house.Arrive(name);
        await house.LiveAsync(TimeSpan.FromHours(1));
        Assert.Single(await house.DispatchedAsync());

        await house.SetAsync(new(Email: 3));
        await house.LiveAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(["mail-1", "mail-2"], (await house.DispatchedAsync()).Select(Name));
    }

    [Fact]
    [ChangesWith("limits.longestHoldMinutes", "limits.heldArrivals")]
    public async Task When_NoSlotComesFreeInTime_Should_EndWithItsReason()
    {
        await house.OpenAsync(new(Email: 1, HeldArrivals: 1, LongestHoldMinutes: 10));
        foreach (var name in new[] { "mail-0", "mail-1", "mail-2" })
            house.Arrive(name);

        await house.LiveAsync(TimeSpan.FromMinutes(13));

        var slots = await house.SlotsAsync();
        Assert.Equal((1, 0, null), (slots.InUse, slots.Held, slots.SentBack));
        Assert.Equal(["HeldTooLong", "HeldTooLong"], (await house.EndedAsync()).Select(task => task.CompletionReason));
    }

    /// <summary>Ends task after task, each in its time.</summary>
    /// <returns>The names of those that got the slot.</returns>
    private async Task<List<string>> DrainAsync(Dispatch first, int count)
    {
        var names = new List<string>();
        var running = first;
        for (var left = count; left > 0; left--)
        {
            house.Tell(running.TaskId, TaskState.Connected);
            house.Tell(running.TaskId, TaskState.Terminated, "Completed");
            await house.LiveAsync(TimeSpan.FromMinutes(3));
            running = Assert.Single(await house.DispatchedAsync());
            names.Add(Name(running));
        }

        return names;
    }

    private async Task SetStateAsync(string state)
    {
        var stop = TestContext.Current.CancellationToken;
        await house.Tables.Tenants.UpdateEntityAsync(
            new Azure.Data.Tables.TableEntity(TaskHouse.Tenant, "tenant") { ["State"] = state }, Azure.ETag.All, Azure.Data.Tables.TableUpdateMode.Merge, stop);
    }

    private static string Name(Dispatch dispatch) => JsonNode.Parse(dispatch.Content)!["name"]!.GetValue<string>();
}
