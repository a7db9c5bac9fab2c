namespace NimbusFunctions.Local.Broker;

/// <summary>
/// What a queue holds and what may happen to it, with the time as an argument: no threads, no waiting. <see cref="BrokerQueue"/>
/// guards it and serves those who wait.
/// </summary>
internal sealed class QueueState(QueueDefinition definition, Action<StoredMessage, string, string> giveUp)
{
    /// <summary>The reasons that Service Bus itself writes on dead letters.</summary>
    public const string MaxDeliveryCountExceeded = "MaxDeliveryCountExceeded";

    /// <inheritdoc cref="MaxDeliveryCountExceeded"/>
    public const string Expired = "TTLExpiredException";

    private readonly Dictionary<long, StoredMessage> messages = [];
    private readonly Dictionary<Guid, StoredMessage> locked = [];
    private readonly SortedSet<Due> agenda = [];

    public SessionShelf Shelf { get; } = new() { BySession = definition.RequiresSession };

    public DuplicateHistory History { get; } = new(definition.DuplicateDetectionWindow);

    public long LastSequence { get; set; }

    /// <summary>Bytes counted against the quota.</summary>
    public long Bytes { get; private set; }

    public int Scheduled { get; private set; }

    public int Locked => locked.Count;

    public IEnumerable<StoredMessage> Messages => messages.Values;

    public int Count => messages.Count;

    /// <summary>When the next thing happens by itself.</summary>
    public DateTimeOffset? NextDue => agenda.Count == 0 ? null : agenda.Min.At;

    public void Accept(BrokerMessage message, DateTimeOffset now)
    {
        var identified = message.MessageId is { Length: > 0 } ? message : message with { MessageId = Guid.NewGuid().ToString("N") };
        if (!History.Add(identified.MessageId!, now))
            return;
        var stored = new StoredMessage(identified, ++LastSequence);
        if (identified.ScheduledEnqueueTime > now)
            stored.Activates = identified.ScheduledEnqueueTime;
        else
            stored.EnqueuedTime = now;
        Put(stored);
    }

    /// <summary>Takes in a message that is complete already: a new one, one given up by another queue, or one kept over a restart.</summary>
    public void Put(StoredMessage stored)
    {
        messages.Add(stored.Sequence, stored);
        Bytes += stored.Size;
        if (stored.Activates is { } activates)
        {
            Scheduled++;
            agenda.Add(new Due(activates, stored.Sequence, DueKind.Activate));
            return;
        }

        Expose(stored);
    }

    /// <summary>Does what came due until <paramref name="now"/>, in its order.</summary>
    public void Advance(DateTimeOffset now)
    {
        while (agenda.Count > 0 && agenda.Min is var due && due.At <= now)
        {
            agenda.Remove(due);
            if (due.Kind == DueKind.UnlockSession)
                EndSession(Shelf.Hold(due.Key), now);
            else if (due.Kind == DueKind.Activate)
                Activate(messages[due.Key]);
            else if (due.Kind == DueKind.Unlock)
                Return(messages[due.Key], now);
            else
                Expire(messages[due.Key]);
        }
    }

    /// <summary>Delivers the first message of a group that has one. Without a hold the message gets a lock time of its own.</summary>
    public StoredMessage Deliver(MessageGroup group, DateTimeOffset now)
    {
        var message = group.TakeFirst();
        agenda.Remove(new Due(message.ExpiresAt, message.Sequence, DueKind.Expire));
        message.DeliveryCount++;
        message.LockToken = Guid.NewGuid();
        locked.Add(message.LockToken.Value, message);
        if (group.Hold is { } hold)
        {
            message.LockedUntil = hold.LockedUntil;
            hold.Delivered.Add(message);
        }
        else
        {
            LockUntil(message, now + definition.LockDuration);
        }

        return message;
    }

    /// <summary>The message under a lock that is still in force.</summary>
    public StoredMessage? Find(Guid lockToken) => locked.GetValueOrDefault(lockToken);

    public void Complete(StoredMessage message)
    {
        Unlock(message);
        Forget(message);
    }

    public void GiveUp(StoredMessage message, string reason, string description)
    {
        Complete(message);
        giveUp(message, reason, description);
    }

    /// <summary>Ends a delivery without a settlement: readable again at once, unless it was the last one allowed or its time is over.</summary>
    public void Return(StoredMessage message, DateTimeOffset now)
    {
        Unlock(message);
        if (message.DeliveryCount >= definition.MaxDeliveryCount)
        {
            Forget(message);
            giveUp(message, MaxDeliveryCountExceeded, $"Message could not be consumed after {definition.MaxDeliveryCount} delivery attempts.");
        }
        else if (message.ExpiresAt <= now)
        {
            Expire(message);
        }
        else
        {
            Expose(message);
        }
    }

    /// <summary>A message's own lock, begun anew. False for a message of a session: there the session is renewed.</summary>
    public bool Renew(StoredMessage message, DateTimeOffset now)
    {
        if (Shelf.Group(message) is { Hold: not null })
            return false;
        agenda.Remove(new Due(message.LockedUntil, message.Sequence, DueKind.Unlock));
        LockUntil(message, now + definition.LockDuration);
        return true;
    }

    public SessionHold StartSession(SessionHold hold, DateTimeOffset now)
    {
        Shelf.Take(hold);
        RenewSession(hold, now);
        return hold;
    }

    public void RenewSession(SessionHold hold, DateTimeOffset now)
    {
        agenda.Remove(new Due(hold.LockedUntil, hold.Id, DueKind.UnlockSession));
        hold.LockedUntil = now + definition.LockDuration;
        agenda.Add(new Due(hold.LockedUntil, hold.Id, DueKind.UnlockSession));
        foreach (var message in hold.Delivered)
            message.LockedUntil = hold.LockedUntil;
    }

    public void EndSession(SessionHold hold, DateTimeOffset now)
    {
        agenda.Remove(new Due(hold.LockedUntil, hold.Id, DueKind.UnlockSession));
        foreach (var message in hold.Delivered.ToArray())
            Return(message, now);
        Shelf.Release(hold);
        hold.Receivers.Fail(() => Lost(hold));
    }

    /// <summary>What a receiver is told whose session is no longer its own.</summary>
    public static BrokerException Lost(SessionHold hold) =>
        new(BrokerReason.SessionLockLost, $"The lock of session {hold.Group.SessionId} was lost.");

    private void LockUntil(StoredMessage message, DateTimeOffset until)
    {
        message.LockedUntil = until;
        agenda.Add(new Due(until, message.Sequence, DueKind.Unlock));
    }

    private void Unlock(StoredMessage message)
    {
        locked.Remove(message.LockToken!.Value);
        message.LockToken = null;
        if (Shelf.Group(message) is { Hold: { } hold })
            hold.Delivered.Remove(message);
        else
            agenda.Remove(new Due(message.LockedUntil, message.Sequence, DueKind.Unlock));
    }

    // A scheduled message enters as if it was sent now, so it takes a new sequence number ("Message sequencing and timestamps").
    private void Activate(StoredMessage scheduled)
    {
        Forget(scheduled);
        Scheduled--;
        Put(new StoredMessage(scheduled.Message, ++LastSequence) { EnqueuedTime = scheduled.Activates!.Value });
    }

    private void Expose(StoredMessage message)
    {
        message.ExpiresAt = ExpiryOf(message);
        if (message.ExpiresAt < DateTimeOffset.MaxValue)
            agenda.Add(new Due(message.ExpiresAt, message.Sequence, DueKind.Expire));
        Shelf.Add(message);
    }

    private void Expire(StoredMessage message)
    {
        Shelf.Remove(message);
        Forget(message);
        if (definition.DeadLetterOnExpiration)
            giveUp(message, Expired, "The message expired and was dead lettered.");
    }

    private void Forget(StoredMessage message)
    {
        messages.Remove(message.Sequence);
        Bytes -= message.Size;
    }

    // "Time-to-live is not observed in the dead-letter queue."
    private static DateTimeOffset ExpiryOf(StoredMessage message) =>
        message.DeadLetterSource is null && message.Message.TimeToLive is { } ttl && ttl < DateTimeOffset.MaxValue - message.EnqueuedTime
            ? message.EnqueuedTime + ttl
            : DateTimeOffset.MaxValue;
}
