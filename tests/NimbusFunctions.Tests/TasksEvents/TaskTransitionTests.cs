using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Events;
using NimbusFunctions.Tasks.LifeCycle;

namespace NimbusFunctions.Tests.TasksEvents;

public sealed class TaskTransitionTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Begin + TimeSpan.FromHours(1);

    private static readonly Gen<TaskEvent> Going =
        from minute in Gen.Choose(0, 8)
        from state in Gen.Elements(TaskState.InQueue, TaskState.Offered, TaskState.Connected, TaskState.InAfterWork)
        select Event(state, minute);

    /// <summary>Events of distinct instants, each at least once, in two orders.</summary>
    private static readonly Gen<(TaskEvent[] One, TaskEvent[] Other)> Twice =
        from events in Gen.Choose(1, 12).SelectMany(count => Going.ArrayOf(count))
        from again in Gen.SubListOf(events)
        from one in Gen.Shuffle(events.Concat(again))
        from other in Gen.Shuffle(events.Concat(again))
        select (one.ToArray(), other.ToArray());

    [Fact]
    public void Decide_AnyOrderAndTwice_EndsAtTheLastThatHappened() => Prop.ForAll(Twice.ToArbitrary(), events =>
    {
        var (one, other) = (Live(events.One), Live(events.Other));
        var last = events.One.MaxBy(news => (news.At, news.State));
        return one.State == last!.State && one.LastEvent == last.At && other == one;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_AnEndAmongThem_IsTheEnd() => Prop.ForAll(
        (from events in Twice
         from minute in Gen.Choose(-10, 80)
         from place in Gen.Choose(0, events.One.Length)
         select (events.One, place, End: Event(TaskState.Terminated, minute, "Abandoned"))).ToArbitrary(),
        sample =>
        {
            var task = Live([.. sample.One.Take(sample.place), sample.End, .. sample.One.Skip(sample.place)]);
            return task.IsOver && task.CompletionReason == "Abandoned" && task.StateSince >= Begin && task.StateSince <= Now;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_FailuresComeTwice_NeverMoreAttemptsThanAllowed() => Prop.ForAll(
        (from most in Gen.Choose(1, 5)
         from failures in Gen.Choose(0, 8)
         from order in Gen.Shuffle(Enumerable.Range(0, failures).Concat(Enumerable.Range(0, failures)))
         select (most, order)).ToArbitrary(),
        sample =>
        {
            var dispatches = 1;
            var task = Outbound(sample.most);
            foreach (var minute in sample.order)
            {
                var change = task.IsOver ? new TaskChange.None() : TaskTransition.Decide(task, Event(TaskState.InQueue, minute, "NoAnswer"), Now);
                dispatches += change is TaskChange.To { Dispatched: true } ? 1 : 0;
                task = Apply(task, change);
            }

            return dispatches <= sample.most && dispatches == task.FailedAttempts + 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_AttemptFailedAndAttemptsLeft_IsDispatchedAgain()
    {
        var change = Assert.IsType<TaskChange.To>(TaskTransition.Decide(Outbound(2), Event(TaskState.InQueue, 1, "NoAnswer"), Now));

        Assert.True(change.Dispatched);
        Assert.Equal(1, change.Task.FailedAttempts);
    }

    [Fact]
    public void Decide_LastAttemptFailed_EndsForItsReason()
    {
        var change = TaskTransition.Decide(Outbound(2) with { FailedAttempts = 1 }, Event(TaskState.InQueue, 1, "NoAnswer"), Now);

        Assert.Equal(new TaskChange.Ended("NoAnswer", Begin + TimeSpan.FromMinutes(1)), change);
    }

    [Theory]
    [InlineData(1, typeof(TaskChange.None))]
    [InlineData(2, typeof(TaskChange.To))]
    [InlineData(3, typeof(TaskChange.None))]
    public void Decide_EventOfAnAttempt_CountsInThatAttemptAlone(int attempt, Type expected) => Assert.IsType(
        expected, TaskTransition.Decide(Outbound(3) with { FailedAttempts = 1 }, Event(TaskState.Offered, 1) with { Attempt = attempt }, Now));

    [Theory]
    [InlineData(nameof(TaskState.Held))]
    [InlineData(nameof(TaskState.Scheduled))]
    public void Decide_TaskThatNoEngineHas_OnlyItsEndCounts(string state)
    {
        var task = Mail() with { State = Enum.Parse<TaskState>(state) };

        Assert.IsType<TaskChange.None>(TaskTransition.Decide(task, Event(TaskState.Connected, 1), Now));
        Assert.IsType<TaskChange.Ended>(TaskTransition.Decide(task, Event(TaskState.Terminated, 1), Now));
    }

    [Theory]
    [InlineData(nameof(TaskState.InQueue), 299, false)]
    [InlineData(nameof(TaskState.InQueue), 300, true)]
    [InlineData(nameof(TaskState.Offered), 300, false)]
    [InlineData(nameof(TaskState.Connected), 5_000, false)]
    public void Decide_QueueTimeOver_EndsWithLimitReached(string state, int seconds, bool ends)
    {
        var look = new TaskEvent("t", "task", "queue-time", Begin + TimeSpan.FromSeconds(seconds));

        var change = TaskTransition.Decide(Outbound(1) with { State = Enum.Parse<TaskState>(state) }, look, Begin);

        Assert.Equal(ends ? new TaskChange.Ended("Limit Reached", Begin) : new TaskChange.None(), change);
    }

    [Fact]
    public void Decide_DueAfterItWasGivenAway_QueueTimeBeginsThen()
    {
        var task = Outbound(1) with { Due = Begin + TimeSpan.FromMinutes(2) };

        Assert.Equal(Begin + TimeSpan.FromMinutes(7), OutboundTimes.QueueEnd(task));
        Assert.Null(OutboundTimes.QueueEnd(Mail()));
    }

    [Fact]
    public void Decide_EventsOfAUser_TellWhoHasTheTask()
    {
        var user = Guid.NewGuid();
        var offered = Apply(Mail(), TaskTransition.Decide(Mail(), Event(TaskState.Offered, 1) with { UserId = user.ToString("D").ToUpperInvariant() }, Now));
        var connected = Apply(offered, TaskTransition.Decide(offered, Event(TaskState.Connected, 2), Now));
        var again = Apply(offered, TaskTransition.Decide(offered, Event(TaskState.InQueue, 2), Now));
        var over = Apply(connected, TaskTransition.Decide(connected, Event(TaskState.Terminated, 3), Now));

        Assert.Equal((user.ToString("D"), true), (offered.UserId, offered.IsWithUser));
        Assert.Equal((user.ToString("D"), true), (connected.UserId, connected.IsWithUser));
        Assert.Equal((null, false), (again.UserId, again.IsWithUser));
        Assert.Equal((user.ToString("D"), false), (over.UserId, over.IsWithUser));
        Assert.False(Mail().IsWithUser);
    }

    private static TaskEvent Event(TaskState state, int minute, string? reason = null) =>
        new("t", "task", "event", Begin + TimeSpan.FromMinutes(minute), state, reason);

    private static ContactTask Mail() => new("task", "sales", Modality.Email, TaskState.InQueue, Begin, Begin, "{}");

    private static ContactTask Outbound(int mostAttempts) =>
        new("task", "sales", Modality.Outbound, TaskState.InQueue, Begin, Begin, $$"""{"maxAttempts":{{mostAttempts}},"maxQueueTimeInSeconds":300}""");

    private static ContactTask Live(IEnumerable<TaskEvent> events) => events.Aggregate(
        Mail(), (task, news) => task.IsOver ? task : Apply(task, TaskTransition.Decide(task, news, Now)));

    private static ContactTask Apply(ContactTask task, TaskChange change) => change switch
    {
        TaskChange.To { Dispatched: true } to => to.Task with { State = TaskState.InQueue, StateSince = Now },
        TaskChange.To to => to.Task,
        TaskChange.Ended ended => task.End(ended.Reason, ended.At, ended.By),
        _ => task,
    };
}
