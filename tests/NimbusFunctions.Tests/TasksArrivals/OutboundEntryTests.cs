using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;

namespace NimbusFunctions.Tests.TasksArrivals;

/// <summary>Whole behaviours of outbound entries, over days of a clock that the test moves.</summary>
public sealed class OutboundEntryTests : IDisposable
{
    private readonly TaskHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public async Task When_AnEntryIsDueInThirtyDays_Should_HoldItsSlotAndBeDispatchedThen()
    {
        await house.OpenAsync(new(Outbound: 1));
        var due = house.Time.GetUtcNow() + TimeSpan.FromDays(30);
        var id = await PostAsync(due);

        for (var day = 1; day < 30; day++)
        {
            house.Time.Advance(TimeSpan.FromDays(1));
            await house.SweepAsync();
            Assert.Equal(id, Assert.Single((await house.SlotsAsync(Modality.Outbound)).Taken).TaskId);
            Assert.Empty(await house.DispatchedAsync());
            Assert.IsType<AdmissionAnswer.LimitReached>(await house.Desk.PostAsync(TaskHouse.Tenant, Post(due), CancellationToken.None));
        }

        house.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(10));
        await house.LiveAsync(due - house.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Empty(await house.DispatchedAsync());
        await house.LiveAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(id, Assert.Single(await house.DispatchedAsync()).TaskId);
        Assert.Equal(due + TimeSpan.FromSeconds(3_900), Assert.Single((await house.SlotsAsync(Modality.Outbound)).Taken).Until);
    }

    [Fact]
    public async Task When_NothingIsHeardOfADueEntry_Should_EndWithLimitReachedAtItsQueueTime()
    {
        await house.OpenAsync(new());
        var id = await PostAsync(house.Time.GetUtcNow() + TimeSpan.FromSeconds(90));

        await house.LiveAsync(TimeSpan.FromSeconds(90 + 299));
        Assert.NotNull(await house.Reader.FindAsync(TaskHouse.Tenant, id, TestContext.Current.CancellationToken));
        await house.LiveAsync(TimeSpan.FromSeconds(3));

        Assert.Equal("Limit Reached", await ReasonAsync(id));
        Assert.Equal(0, (await house.SlotsAsync(Modality.Outbound)).InUse);
    }

    [Fact]
    public async Task When_AnAttemptFails_Should_DispatchTheNextUntilThereIsNone()
    {
        await house.OpenAsync(new());
        var id = await PostAsync(house.Time.GetUtcNow());
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            Assert.Equal(attempt, Assert.Single(await house.DispatchedAsync()).Attempt);
            house.Tell(id, TaskState.Offered);
            await house.LiveAsync(TimeSpan.FromSeconds(10));
            house.Tell(id, TaskState.InQueue, "NoAnswer");
            house.Tell(id, TaskState.InQueue, "NoAnswer");
            await house.LiveAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(await house.DispatchedAsync());
        Assert.Equal("NoAnswer", await ReasonAsync(id));
    }

    [Fact]
    public async Task When_ItRangAndWentBack_Should_WaitItsQueueTimeAnew()
    {
        await house.OpenAsync(new());
        var id = await PostAsync(house.Time.GetUtcNow());
        await house.LiveAsync(TimeSpan.FromMinutes(4));
        house.Tell(id, TaskState.Offered);
        await house.LiveAsync(TimeSpan.FromSeconds(20));
        house.Tell(id, TaskState.InQueue);

        await house.LiveAsync(TimeSpan.FromMinutes(4));
        Assert.NotNull(await house.Reader.FindAsync(TaskHouse.Tenant, id, TestContext.Current.CancellationToken));
        await house.LiveAsync(TimeSpan.FromMinutes(3));

        Assert.Equal("Limit Reached", await ReasonAsync(id));
    }

    private static NewTask Post(DateTimeOffset due)
    {
        var id = TaskPartition.Of(TaskHouse.Tenant, TaskHouse.Service, Modality.Outbound).NewTaskId();
        var task = new ContactTask(
            id, TaskHouse.Service, Modality.Outbound, TaskState.Scheduled, due, due, """{"maxAttempts":2,"maxQueueTimeInSeconds":300}""")
        {
            Due = due,
            Lease = TimeSpan.FromSeconds(3_900),
        };
        return new(task, id);
    }

    private async Task<string> PostAsync(DateTimeOffset due) => Assert.IsType<AdmissionAnswer.Admitted>(
        await house.Desk.PostAsync(TaskHouse.Tenant, Post(due), CancellationToken.None)).Answer;

    private async Task<string?> ReasonAsync(string id) => (await house.EndedAsync()).Single(task => task.Id == id).CompletionReason;
}
