namespace NimbusFunctions.Local.Broker;

/// <summary>A queue's contents as they are kept between a stop and the next start. Locks do not survive; delivery counts do.</summary>
internal sealed record QueueSnapshot(string Name, long LastSequence, IReadOnlyList<MessageSnapshot> Messages, IReadOnlyList<SeenId> Seen)
{
    public static QueueSnapshot Of(string name, QueueState state) => new(
        name, state.LastSequence, [.. state.Messages.OrderBy(message => message.Sequence).Select(MessageSnapshot.Of)], [.. state.History.Entries]);

    public void Into(QueueState state)
    {
        foreach (var seen in Seen)
            state.History.Add(seen.MessageId, seen.At);
        foreach (var message in Messages)
            state.Put(message.ToStored());
        state.LastSequence = LastSequence;
    }
}
