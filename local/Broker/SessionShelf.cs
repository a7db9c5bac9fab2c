namespace NimbusFunctions.Local.Broker;

/// <summary>
/// The readable messages by session. Sessions that have some and no receiver stand in a line, so that each gets its turn:
/// one busy session never starves the others. A queue without sessions is one group under the empty id, always read directly.
/// </summary>
internal sealed class SessionShelf
{
    private readonly Dictionary<string, MessageGroup> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<long, SessionHold> holds = [];
    private readonly Queue<MessageGroup> line = new();

    /// <summary>Messages are read by session.</summary>
    public bool BySession { get; init; }

    /// <summary>The only group of a queue without sessions.</summary>
    public MessageGroup Whole { get; } = new(string.Empty);

    /// <summary>The sessions that are held.</summary>
    public IReadOnlyCollection<SessionHold> Holds => holds.Values;

    public MessageGroup? Group(StoredMessage message) =>
        BySession ? groups.GetValueOrDefault(message.Message.SessionId!) : Whole;

    public SessionHold Hold(long id) => holds[id];

    public void Add(StoredMessage message)
    {
        if (!BySession)
        {
            Whole.Add(message);
            return;
        }

        if (!groups.TryGetValue(message.Message.SessionId!, out var group))
            groups.Add(message.Message.SessionId!, group = new MessageGroup(message.Message.SessionId!));
        group.Add(message);
        Queue(group);
    }

    public void Remove(StoredMessage message)
    {
        if (Group(message) is not { } group)
            return;
        group.Remove(message);
        Prune(group);
    }

    /// <summary>The session whose turn it is; null when none has something to read and no receiver.</summary>
    public MessageGroup? NextInLine()
    {
        while (line.TryPeek(out var group))
        {
            if (group is { Hold: null, Count: > 0 })
                return group;
            line.Dequeue();
            group.InLine = false;
            Prune(group);
        }

        return null;
    }

    /// <summary>Gives the session that <see cref="NextInLine"/> named to a receiver. What it has left later stands at the end of the line.</summary>
    public void Take(SessionHold hold)
    {
        line.Dequeue().InLine = false;
        hold.Group.Hold = hold;
        holds.Add(hold.Id, hold);
    }

    public void Release(SessionHold hold)
    {
        hold.Over = true;
        hold.Group.Hold = null;
        holds.Remove(hold.Id);
        Queue(hold.Group);
        Prune(hold.Group);
    }

    private void Queue(MessageGroup group)
    {
        if (group.InLine || group.Hold is not null || group.Count == 0)
            return;
        group.InLine = true;
        line.Enqueue(group);
    }

    private void Prune(MessageGroup group)
    {
        if (BySession && group is { Hold: null, Count: 0, InLine: false })
            groups.Remove(group.SessionId);
    }
}
