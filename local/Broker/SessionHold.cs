namespace NimbusFunctions.Local.Broker;

/// <summary>One receiver's exclusive hold of a session. Its messages are locked by it, not one by one.</summary>
internal sealed class SessionHold(long id, MessageGroup group, Waiters<LockedMessage> receivers)
{
    public long Id { get; } = id;

    public MessageGroup Group { get; } = group;

    public Waiters<LockedMessage> Receivers { get; } = receivers;

    /// <summary>Delivered and not settled.</summary>
    public HashSet<StoredMessage> Delivered { get; } = [];

    public DateTimeOffset LockedUntil { get; set; }

    /// <summary>Given back or run out; a new hold of the session may exist.</summary>
    public bool Over { get; set; }
}
