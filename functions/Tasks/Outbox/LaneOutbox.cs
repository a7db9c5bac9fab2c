using System.Globalization;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks.Outbox;

/// <summary>
/// What is to be done after a group is stored: messages to send, and ended tasks to write into the history. Each is a
/// row of the transaction until it is done.
/// </summary>
internal sealed class LaneOutbox(LaneView view)
{
    private readonly List<OutboxMessage> messages = [];
    private readonly List<ContactTask> finished = [];

    public string Tenant => view.Partition.Tenant;

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
        var message = new OutboxMessage(sequence, queue, id, body, notBefore);
        messages.Add(message);
        view.Add(OutboxRow.Write(view.Partition, message));
        view.LookAgainAt(view.Now + Aftermath.LongestDelay);
        // Should the message be lost, its time comes all the same.
        if (notBefore is { } time)
            view.LookAgainAt(time);
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
