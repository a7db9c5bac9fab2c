namespace NimbusFunctions.Local.Broker;

/// <summary>The readable messages of one session, or of a whole queue without sessions, in the order of their sequence numbers.</summary>
internal sealed class MessageGroup(string sessionId)
{
    // By sequence number: what was given back returns to its old place, which keeps a session in order.
    private readonly SortedDictionary<long, StoredMessage> readable = [];

    public string SessionId { get; } = sessionId;

    /// <summary>Who has the session; null when nobody has, and always in a queue without sessions.</summary>
    public SessionHold? Hold { get; set; }

    /// <summary>In the line of sessions that wait for a receiver.</summary>
    public bool InLine { get; set; }

    public int Count => readable.Count;

    public void Add(StoredMessage message) => readable.Add(message.Sequence, message);

    public void Remove(StoredMessage message) => readable.Remove(message.Sequence);

    public StoredMessage TakeFirst()
    {
        var first = readable.First();
        readable.Remove(first.Key);
        return first.Value;
    }
}
