using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector;
using NimbusFunctions.Tasks.LifeCycle;

namespace NimbusFunctions.Tests.Callbacks.News;

public sealed class NewsDecisionTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Any life of a task: how it begins, and what happens to it.</summary>
    private static readonly Gen<ContactTask[]> Lives =
        from modality in Gen.Elements(Enum.GetValues<Modality>())
        from first in Gen.Elements(modality == Modality.Outbound ? TaskState.Scheduled : TaskState.Held, TaskState.InQueue)
        from steps in Gen.Choose(0, 9).SelectMany(count => Gen.Choose(0, 6).ArrayOf(count))
        from reason in Gen.Elements(CompletionReasons.Cancelled, CompletionReasons.LeaseOver)
        select Live(NewTask(modality, first), steps, reason);

    [Fact]
    public void Of_AnyLife_SaysWordsOfTheConnectorsLists() => Prop.ForAll(Lives.ToArbitrary(), life =>
    {
        var news = Told(life);
        return Words(news, TriggerKind.Tasks).All(word => ConnectorVocabulary.TaskEvents.Any(known => known.Value == word))
            && Words(news, TriggerKind.SchedulerEntries).All(word => ConnectorVocabulary.SchedulerEntryEvents.Any(known => known.Value == word))
            && news.All(one => one != new TaskNews());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyLife_CreatesOnceAndFirstAndEndsOnceAndLast() => Prop.ForAll(Lives.ToArbitrary(), life =>
    {
        var tasks = Words(Told(life), TriggerKind.Tasks);
        var entries = Words(Told(life), TriggerKind.SchedulerEntries);
        var isOver = life[^1].IsOver;
        var wasTask = life.Any(task => task.State is not (TaskState.Scheduled or TaskState.Terminated));
        return tasks.Count(word => word == NewsDecision.Created) == (wasTask ? 1 : 0)
            && (!wasTask || tasks[0] == NewsDecision.Created)
            && tasks.Count(word => word == "Terminated") == (wasTask && isOver ? 1 : 0)
            && (!wasTask || !isOver || tasks[^1] == "Terminated")
            && (life[0].Modality == Modality.Outbound
                ? entries[0] == "Scheduled" && entries.Count(word => word is "Terminated" or "Deleted") == (isOver ? 1 : 0) && (!isOver || entries[^1] is "Terminated" or "Deleted")
                : entries.Count == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyState_WithoutAChange_IsNoNews() => Prop.ForAll(Lives.ToArbitrary(), life =>
        life.All(task => NewsDecision.Of(task, task).Count == 0)
        && life.All(task => task.IsOver || NewsDecision.Of(task, task with { LastEvent = Begin.AddHours(1), StateSince = Begin.AddHours(1), Lease = TimeSpan.FromHours(2) }).Count == 0))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnEntryThatIsDueLater_IsScheduledAndNoTaskYet() =>
        Assert.Equal([new(null, "Scheduled")], NewsDecision.Of(null, NewTask(Modality.Outbound, TaskState.Scheduled)));

    [Fact]
    public void Of_AnEntryThatIsDueNow_IsScheduledAndBegins() =>
        Assert.Equal([new("Created", "Scheduled"), new("InQueue", "InQueue")], NewsDecision.Of(null, NewTask(Modality.Outbound, TaskState.InQueue)));

    [Fact]
    public void Of_AnEntryWhoseTimeHasCome_IsATaskFromThenOn()
    {
        var task = NewTask(Modality.Outbound, TaskState.Scheduled);

        Assert.Equal([new("Created"), new("InQueue", "InQueue")], NewsDecision.Of(task, task with { State = TaskState.InQueue }));
    }

    [Theory]
    [InlineData(CompletionReasons.Cancelled, "Deleted")]
    [InlineData(CompletionReasons.LeaseOver, "Terminated")]
    public void Of_AnEntryThatEndsBeforeItsTime_IsNoTasksEnd(string reason, string expected)
    {
        var task = NewTask(Modality.Outbound, TaskState.Scheduled);

        Assert.Equal([new(null, expected)], NewsDecision.Of(task, task.End(reason, Begin)));
    }

    [Fact]
    public void Of_AnEntryWithAnotherDueTime_IsScheduledAnew()
    {
        var task = NewTask(Modality.Outbound, TaskState.Scheduled) with { Due = Begin };

        Assert.Equal([new(null, "Scheduled")], NewsDecision.Of(task, task with { Due = Begin.AddHours(1), Content = """{"a":1}""" }));
        Assert.Empty(NewsDecision.Of(task, task with { Content = """{"a":1}""" }));
    }

    [Fact]
    public void Of_AnArrivalThatWaits_IsCreatedAndInQueueOnceItHasASlot()
    {
        var held = NewTask(Modality.Email, TaskState.Held);

        Assert.Equal([new("Created")], NewsDecision.Of(null, held));
        Assert.Equal([new("InQueue")], NewsDecision.Of(held, held with { State = TaskState.InQueue }));
        Assert.Equal([new("Terminated")], NewsDecision.Of(held, held.End(CompletionReasons.HeldTooLong, Begin)));
        Assert.Equal([new("Created"), new("Terminated")], NewsDecision.Of(null, held.End(CompletionReasons.HeldTooLong, Begin)));
    }

    [Fact]
    public void Of_AnotherUserOrAttempt_IsTheSameStateAgain()
    {
        var offered = NewTask(Modality.Outbound, TaskState.Offered) with { UserId = "one" };
        var queued = NewTask(Modality.Outbound, TaskState.InQueue);

        Assert.Equal([new("Offered", "Offered")], NewsDecision.Of(offered, offered with { UserId = "other" }));
        Assert.Equal([new("InQueue", "InQueue")], NewsDecision.Of(queued, queued with { FailedAttempts = 1 }));
    }

    [Theory]
    [InlineData(TaskState.Offered, TaskState.Terminated, null)]
    [InlineData(TaskState.Connected, TaskState.Terminated, "user")]
    [InlineData(TaskState.InAfterWork, TaskState.Terminated, "user")]
    [InlineData(TaskState.Offered, TaskState.Connected, "user")]
    [InlineData(TaskState.InQueue, TaskState.Offered, null)]
    public void ConnectedUser_OfAChange_IsWhoWorkedOnIt(object before, object after, string? expected)
    {
        var task = NewTask(Modality.ExternalTask, (TaskState)before) with { UserId = "user" };

        Assert.Equal(expected, NewsDecision.ConnectedUser(task, task with { State = (TaskState)after }));
    }

    private static List<TaskNews> Told(ContactTask[] life) =>
        [.. NewsDecision.Of(null, life[0]), .. life.Zip(life.Skip(1)).SelectMany(step => NewsDecision.Of(step.First, step.Second))];

    private static List<string> Words(List<TaskNews> news, TriggerKind kind) => [.. news.Select(one => one.EventOf(kind)).OfType<string>()];

    private static ContactTask NewTask(Modality modality, TaskState state) =>
        new("0123456789abcdef0123456789abcdef", "sales", modality, state, Begin, Begin, "{}") { Lease = TimeSpan.FromHours(1) };

    private static ContactTask[] Live(ContactTask first, int[] steps, string reason)
    {
        var life = new List<ContactTask> { first };
        foreach (var step in steps.TakeWhile(_ => !life[^1].IsOver))
        {
            var task = life[^1];
            var hasBegun = task.State >= TaskState.InQueue;
            life.Add(step switch
            {
                0 => task.End(reason, Begin.AddMinutes(1)),
                1 => task with { Content = $$"""{"changed":{{life.Count}}}""" },
                2 when hasBegun => task with { State = TaskState.Offered, UserId = $"user-{life.Count}" },
                3 when hasBegun => task with { State = TaskState.Connected, UserId = "user" },
                4 when hasBegun => task with { State = TaskState.InAfterWork },
                5 when hasBegun => task with { FailedAttempts = task.FailedAttempts + 1, State = TaskState.InQueue, UserId = null },
                _ => task with { State = hasBegun ? task.State : TaskState.InQueue },
            });
        }

        return [.. life];
    }
}
