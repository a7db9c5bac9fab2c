using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Tasks.LifeCycle;

namespace NimbusFunctions.Tests.TasksSurface;

public class SchedulerEntryChangeTests
{
    private static readonly SchedulerEntryBody Wanted = Bodies.Entry.WithDefaults("Normal");

    [Fact]
    public void Of_EntryThatWaits_TakesTheNewTimeAndLease()
    {
        var change = Assert.IsType<TaskChange.To>(SchedulerEntryChange.Of(Bodies.Task(), Wanted with { MaxAttempts = 2 }, Bodies.Now));

        Assert.Equal(Wanted.Due, change.Task.Due);
        Assert.Equal(TimeSpan.FromSeconds(7_800), change.Task.Lease);
        Assert.False(change.Dispatched);
    }

    [Fact]
    public void Of_NewTimeThatIsNear_IsDispatchedNow() => Assert.True(Assert.IsType<TaskChange.To>(
        SchedulerEntryChange.Of(Bodies.Task(), Wanted, Wanted.Due!.Value.AddSeconds(-90))).Dispatched);

    [Theory]
    [InlineData(TaskState.InQueue)]
    [InlineData(TaskState.Offered)]
    [InlineData(TaskState.Connected)]
    [InlineData(TaskState.InAfterWork)]
    internal void Of_EntryInProgress_IsRefused(TaskState state) =>
        Assert.IsType<TaskChange.Refused>(SchedulerEntryChange.Of(Bodies.Task(state: state), Wanted, Bodies.Now));

    [Fact]
    public void Put_Information_KeepsWhatWasLeftOut()
    {
        var first = TaskInformation.Put(Bodies.Task(), new(Customer: new(LastName: "A"), CustomContextParameters: [new("p", "1")]));

        var then = TaskInformation.Put(first, new(CustomContextParameters: [new("p", "2")]));

        Assert.Equal(
            """{"serviceUpn":"sales@contoso.example","customer":{"lastName":"A"},"customCallContextParameters":[{"name":"p","value":"2"}]}""",
            then.Content);
    }
}
