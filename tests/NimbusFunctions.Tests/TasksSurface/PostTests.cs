using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Tasks.Connector.Posts;

namespace NimbusFunctions.Tests.TasksSurface;

public class PostTests
{
    [Fact]
    public void Payload_WithoutTheReference_IsTheSame()
    {
        Assert.Equal(
            new ExternalTaskPost(Bodies.External).Payload,
            new ExternalTaskPost(Bodies.External with { ClientReference = "r" }).Payload);
        Assert.NotEqual(
            new ExternalTaskPost(Bodies.External).Payload,
            new ExternalTaskPost(Bodies.External with { CustomerIdentifier = "c" }).Payload);
    }

    [Fact]
    public void Make_OutboundTask_HasItsOwnLeaseFromItsDueTime()
    {
        var post = new SchedulerEntryPost(Bodies.Entry with { MaxAttempts = 2, AttemptTimeoutInSeconds = 60, MaxQueueTimeInSeconds = 40 });

        var (task, answer) = post.Make("id", Bodies.Service, TimeSpan.FromDays(7), Bodies.Now);

        Assert.Equal(TimeSpan.FromSeconds(200), task.Lease);
        Assert.Equal(Bodies.Entry.Due, task.Due);
        Assert.Contains("\"ronaTimeoutInSeconds\":20", answer, StringComparison.Ordinal);
        Assert.Contains("\"ronaTimeoutInSeconds\":20", task.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_ExternalTask_HasTheLeaseOfItsModalityAndTheServicesPriority()
    {
        var (task, answer) = new ExternalTaskPost(Bodies.External).Make("id", Bodies.Service, TimeSpan.FromDays(7), Bodies.Now);

        Assert.Equal(TimeSpan.FromDays(7), task.Lease);
        Assert.Contains("\"distributionPriority\":\"Normal\"", task.Content, StringComparison.Ordinal);
        Assert.Contains("\"isAnonymous\":true", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("null", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(24_001, true)]
    public void TaskSize_LongContent_IsAFault(int length, bool isFault) =>
        Assert.Equal(isFault, TaskSize.Fault(Bodies.Task() with { Content = new('x', length) }) is not null);

    [Fact]
    public void Row_OfTheLongestContent_FitsItsColumnsAndIsReadAsItWas()
    {
        var task = Bodies.Task(Modality.ExternalTask) with { Content = new('"', ContactTask.LongestContent) };

        var row = TaskRow.Write(TaskPartition.Of("t", task.ServiceId, task.Modality), task);

        Assert.All(row.Select(column => column.Value).OfType<string>(), text => Assert.True(text.Length <= 32 * 1024));
        Assert.Equal(task, TaskRow.Read(row));
    }

    [Fact]
    public void Answer_OfAnEntry_SaysWhereItStands()
    {
        var post = new SchedulerEntryPost(Bodies.Entry);
        var (task, _) = post.Make("id", Bodies.Service, default, Bodies.Now);

        var answer = SchedulerEntryAnswer.Of(task with { State = TaskState.Offered }, "sales@contoso.example");

        Assert.Equal(("Offered", "Outbound", "+41441234567", 1), (answer.Event, answer.Direction, answer.Destination, answer.MaxAttempts));
    }
}
