namespace NimbusFunctions.Local.Broker;

/// <summary>The message ids that a queue remembers. Without partitioning the id alone decides, whatever the session.</summary>
internal sealed class DuplicateHistory(TimeSpan window)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<SeenId> order = new();

    /// <summary>The ids still remembered, the oldest first.</summary>
    public IEnumerable<SeenId> Entries => order;

    /// <summary>False when the id came inside the window before. The window runs from the first one on.</summary>
    public bool Add(string messageId, DateTimeOffset now)
    {
        if (window <= TimeSpan.Zero)
            return true;
        Forget(now);
        if (!known.Add(messageId))
            return false;
        order.Enqueue(new SeenId(messageId, now));
        return true;
    }

    private void Forget(DateTimeOffset now)
    {
        while (order.TryPeek(out var oldest) && now - oldest.At >= window)
            known.Remove(order.Dequeue().MessageId);
    }
}
