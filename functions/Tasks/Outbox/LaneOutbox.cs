using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks.Outbox;

/// <summary>
/// What is to be done after a group is stored: messages to send, and ended tasks to write into the history. Each is a
/// row of the transaction until it is done.
/// </summary>
/// <param name="view">The partition.</param>
/// <param name="triggers">Who wants to be told of tasks; null: nobody.</param>
internal sealed class LaneOutbox(LaneView view, TenantTriggers? triggers = null)
{
    private readonly List<OutboxMessage> messages = [];
    private readonly List<ContactTask> finished = [];

    public string Tenant => view.Partition.Tenant;

    /// <summary>The <c>traceparent</c> of the work that is being decided: its messages keep it.</summary>
    public string? Trace { get; set; }

    public IReadOnlyList<OutboxMessage> Messages => messages;

    public IReadOnlyList<ContactTask> Finished => finished;

    /// <param name="queue">Where it goes.</param>
    /// <param name="body">JSON.</param>
    /// <param name="notBefore">When it is to be seen first; null: at once.</param>
    public void Send(string queue, string body, DateTimeOffset? notBefore = null)
    {
        var sequence = view.Slots.NextOutbox;
        view.Slots = view.Slots with { NextOutbox = sequence + 1 };
        var id = string.Create(CultureInfo.InvariantCulture, $"{StableHash.Hex(view.Partition.Key, 32)}-{sequence}");
        var message = new OutboxMessage(sequence, queue, id, body, notBefore, Trace);
        messages.Add(message);
        view.Add(OutboxRow.Write(view.Partition, message));
        view.LookAgainAt(view.Now + Aftermath.LongestDelay);
        // Should the message be lost, its time comes all the same.
        if (notBefore is { } time)
            view.LookAgainAt(time);
    }

    /// <summary>Tells flows what has become of a task, where one wants to know: one message, however many they are.</summary>
    /// <param name="before">The task as it was; null: there was none.</param>
    /// <param name="after">The task as it is stored.</param>
    public void Tell(ContactTask? before, ContactTask after)
    {
        if (triggers?.Watch(after.ServiceId) != true)
            return;
        var news = NewsDecision.Of(before, after).Where(one => triggers.Want(after, one)).ToList();
        if (news.Count == 0)
            return;
        // The number is the row's, so that two that tell the same of a task are never taken for one.
        var happening = new Happening(
            string.Create(CultureInfo.InvariantCulture, $"{after.Id}-{view.Slots.NextOutbox}"), news, view.Now, after with { Content = "" }, after.Content,
            NewsDecision.ConnectedUser(before, after),
            news.Exists(one => one.TaskEvent == NewsDecision.Updated) ? UpdatedParameter.NameOf(before!.Content, after.Content) : null);
        Send(CallbackMessage.Queue, JsonSerializer.Serialize(new CallbackMessage(Tenant, happening), NimbusJson.Default.CallbackMessage));
    }

    /// <summary>A task has ended; its row stays until the history has it.</summary>
    public void Finish(ContactTask task)
    {
        finished.Add(task);
        view.Add(TaskRow.Write(view.Partition, task));
        view.LookAgainAt(view.Now + Aftermath.LongestDelay);
    }

    /// <summary>As much as there is so far, to be gone back to.</summary>
    public (int Messages, int Finished) Mark() => (messages.Count, finished.Count);

    public void BackTo((int Messages, int Finished) mark)
    {
        messages.RemoveRange(mark.Messages, messages.Count - mark.Messages);
        finished.RemoveRange(mark.Finished, finished.Count - mark.Finished);
    }
}
