namespace NimbusFunctions.Local.Broker.Rest;

/// <summary>What a request's address names: a queue's messages, their head, or one locked message.</summary>
/// <param name="Queue">The queue's path, a dead-letter sub-queue's included.</param>
/// <param name="Head">The address ends in <c>messages/head</c>.</param>
/// <param name="MessageId">The id or the sequence number of a locked message.</param>
/// <param name="LockToken">Its lock.</param>
internal sealed record RestPath(string Queue, bool Head, string? MessageId, Guid? LockToken)
{
    /// <summary>Reads the address as it was sent: an id may contain an escaped slash. Null: it names nothing here.</summary>
    public static RestPath? Parse(string rawPath)
    {
        var segments = Array.ConvertAll(rawPath.Split('/', StringSplitOptions.RemoveEmptyEntries), Uri.UnescapeDataString);
        return segments switch
        {
            [.. var queue, "messages"] when queue.Length > 0 => new RestPath(string.Join('/', queue), false, null, null),
            [.. var queue, "messages", "head"] when queue.Length > 0 => new RestPath(string.Join('/', queue), true, null, null),
            [.. var queue, "messages", var id, var token] when queue.Length > 0 && Guid.TryParse(token, out var lockToken) =>
                new RestPath(string.Join('/', queue), false, id, lockToken),
            _ => null,
        };
    }
}
