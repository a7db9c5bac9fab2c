using NimbusFunctions.Messaging;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Tasks.Events;

/// <summary>Carries out the messages of <c>task-events</c>.</summary>
internal sealed class TaskEvents(TaskDesk desk, LimitsInForce settings, TimeProvider time)
{
    public async Task<MessageOutcome> ApplyAsync(QueueMessage message, CancellationToken cancellation)
    {
        var news = message.Read(NimbusJson.Default.TaskEvent);
        if (news.Validate(time.GetUtcNow()) is { Any: true } errors)
            return new MessageOutcome.GivenUp(errors.ToProblem().Detail);
        var tenant = Guid.Parse(news.Tenant!).ToString("D");
        if (await settings.FindAsync(tenant, cancellation) is null)
            return new MessageOutcome.GivenUp("tenant: must be a tenant that is registered.");
        // Whatever it comes to, the message is done: a task that is not there, or over, has ended before.
        await desk.ChangeAsync(tenant, news.TaskId!, (task, now) => TaskTransition.Decide(task, news, now), cancellation);
        return MessageOutcome.Done.Instance;
    }
}
