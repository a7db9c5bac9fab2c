using System.Globalization;

namespace NimbusFunctions.Local.Broker;

/// <summary>One queue, or the dead-letter sub-queue of one. Safe for any number of callers at once.</summary>
internal sealed class BrokerQueue : IDisposable
{
    /// <summary>What a queue and its dead letters may hold together. Azure's smallest is 1 GB; here it protects a developer's machine.</summary>
    public const long Quota = 256L * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly BrokerQueue? deadLetters;
    private readonly QueueState state;
    private readonly Waiters<LockedMessage> receivers;
    private readonly Waiters<SessionLock> acceptors;
    private readonly ITimer timer;
    private DateTimeOffset? armedFor;
    private long lastHold;
    private bool disposed;

    internal BrokerQueue(QueueDefinition definition, BrokerQueue? deadLetters, TimeProvider time)
    {
        Definition = definition;
        this.deadLetters = deadLetters;
        this.time = time;
        state = new QueueState(definition, (message, reason, description) => deadLetters?.Bury(message, definition.Name, reason, description));
        receivers = new Waiters<LockedMessage>(gate, time);
        acceptors = new Waiters<SessionLock>(gate, time);
        timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the queue was created with.</summary>
    public QueueDefinition Definition { get; }

    /// <summary>How many messages there are now.</summary>
    public QueueCounts Counts => Change(_ => new QueueCounts(
        state.Count - state.Scheduled, state.Scheduled, deadLetters?.Counts.Active ?? 0, state.Locked));

    private long Bytes
    {
        get
        {
            lock (gate)
                return state.Bytes;
        }
    }

    /// <summary>Accepts all of them or none. A message id seen inside the window is accepted and dropped.</summary>
    /// <exception cref="BrokerException">A message breaks a rule, or the queue is full.</exception>
    public void Send(IReadOnlyList<BrokerMessage> messages)
    {
        if (Definition.Name.EndsWith(MessageBroker.DeadLetterSuffix, StringComparison.OrdinalIgnoreCase))
            throw new BrokerException(BrokerReason.SendToDeadLetter, "Nothing can be sent to a dead-letter sub-queue.");
        MessageRules.Check(Definition, messages);
        Change(now =>
        {
            if (state.Bytes + (deadLetters?.Bytes ?? 0) > Quota)
                throw new BrokerException(BrokerReason.QuotaExceeded, $"The queue {Definition.Name} holds its most, {Quota} bytes.");
            foreach (var message in messages)
                state.Accept(message, now);
            return true;
        });
    }

    /// <summary>Locks the first readable message; null when none came in <paramref name="wait"/> (zero: only what is there).</summary>
    /// <exception cref="BrokerException"><see cref="BrokerReason.SessionReceiverRequired"/>.</exception>
    public Task<LockedMessage?> ReceiveAsync(TimeSpan wait, CancellationToken ct)
    {
        if (Definition.RequiresSession)
            throw new BrokerException(BrokerReason.SessionReceiverRequired, $"The queue {Definition.Name} has sessions; it is read by session.");
        return Receive(receivers, static queue => queue.state.Shelf.Whole, wait, ct);
    }

    /// <summary>Locks the session whose turn it is among those with something to read; null when none came in <paramref name="wait"/>.</summary>
    /// <exception cref="BrokerException"><see cref="BrokerReason.NoSessions"/>.</exception>
    public Task<SessionLock?> AcceptNextSessionAsync(TimeSpan wait, CancellationToken ct)
    {
        if (!Definition.RequiresSession)
            throw new BrokerException(BrokerReason.NoSessions, $"The queue {Definition.Name} has no sessions.");
        ct.ThrowIfCancellationRequested();
        return Change(now =>
        {
            if (acceptors.IsEmpty && state.Shelf.NextInLine() is { } group)
                return Task.FromResult<SessionLock?>(Lock(group, now));
            return NoWait(wait) ? Task.FromResult<SessionLock?>(null) : acceptors.Join(wait, ct);
        });
    }

    /// <summary>Done: the message is gone. False: the lock was lost, and another receiver may have it.</summary>
    public bool Complete(Guid lockToken) => Settle(lockToken, (message, _) => state.Complete(message));

    /// <summary>Not done: readable again at once, or dead-lettered after the last delivery. False: the lock was lost.</summary>
    public bool Abandon(Guid lockToken) => Settle(lockToken, state.Return);

    /// <summary>Puts the message aside with its reason. On a dead-letter sub-queue it is removed. False: the lock was lost.</summary>
    public bool DeadLetter(Guid lockToken, string reason, string description) =>
        Settle(lockToken, (message, _) => state.GiveUp(message, reason, description));

    /// <summary>Starts a message's lock anew. Null: it was lost, or the message was received in a session, whose lock is renewed instead.</summary>
    public DateTimeOffset? RenewLock(Guid lockToken) => Change<DateTimeOffset?>(now =>
        state.Find(lockToken) is { } message && state.Renew(message, now) ? message.LockedUntil : null);

    /// <summary>Stops the clockwork; what waits is sent away with nothing.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            receivers.Fail(() => new ObjectDisposedException(nameof(BrokerQueue)));
            acceptors.Fail(() => new ObjectDisposedException(nameof(BrokerQueue)));
        }

        timer.Dispose();
    }

    /// <summary>The lock is in force, and it is this message's: named by id or by sequence number.</summary>
    internal bool Holds(Guid lockToken, string id) => Change(_ => state.Find(lockToken) is { } message
        && (message.Message.MessageId == id || message.Sequence.ToString(CultureInfo.InvariantCulture) == id));

    internal Task<LockedMessage?> ReceiveAsync(SessionHold hold, TimeSpan wait, CancellationToken ct) =>
        Receive(hold.Receivers, _ => hold.Over ? throw QueueState.Lost(hold) : hold.Group, wait, ct);

    internal DateTimeOffset? Renew(SessionHold hold) => Change<DateTimeOffset?>(now =>
    {
        if (hold.Over)
            return null;
        state.RenewSession(hold, now);
        return hold.LockedUntil;
    });

    internal DateTimeOffset Until(SessionHold hold) => Change(_ => hold.LockedUntil);

    internal void Release(SessionHold hold)
    {
        lock (gate)
        {
            if (disposed || hold.Over)
                return;
            Change(now =>
            {
                if (!hold.Over)
                    state.EndSession(hold, now);
                return true;
            });
        }
    }

    internal QueueSnapshot Snapshot() => Change(_ => QueueSnapshot.Of(Definition.Name, state));

    internal void Restore(QueueSnapshot snapshot) => Change(now =>
    {
        snapshot.Into(state);
        return true;
    });

    private void Bury(StoredMessage message, string source, string reason, string description) => Change(_ =>
    {
        var properties = new Dictionary<string, object>(message.Message.ApplicationProperties)
        {
            ["DeadLetterReason"] = reason,
            ["DeadLetterErrorDescription"] = description,
        };
        state.Put(new StoredMessage(message.Message with { ApplicationProperties = properties }, ++state.LastSequence)
        {
            EnqueuedTime = message.EnqueuedTime,
            DeliveryCount = message.DeliveryCount,
            DeadLetterSource = source,
        });
        return true;
    });

    private Task<LockedMessage?> Receive(
        Waiters<LockedMessage> line, Func<BrokerQueue, MessageGroup> from, TimeSpan wait, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Change(now =>
        {
            if (line.IsEmpty && from(this) is { Count: > 0 } group)
                return Task.FromResult<LockedMessage?>(state.Deliver(group, now).Delivered());
            return NoWait(wait) ? Task.FromResult<LockedMessage?>(null) : line.Join(wait, ct);
        });
    }

    private static bool NoWait(TimeSpan wait) => wait <= TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan;

    private bool Settle(Guid lockToken, Action<StoredMessage, DateTimeOffset> how) => Change(now =>
    {
        if (state.Find(lockToken) is not { } message)
            return false;
        how(message, now);
        return true;
    });

    // Every touch: first what time has done, then the caller's change, then whoever waits for what came of it.
    private TResult Change<TResult>(Func<DateTimeOffset, TResult> change)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var now = time.GetUtcNow();
            state.Advance(now);
            try
            {
                return change(now);
            }
            finally
            {
                Serve(now);
                Arm(now);
            }
        }
    }

    private void Serve(DateTimeOffset now)
    {
        while (!receivers.IsEmpty && state.Shelf.Whole.Count > 0)
            receivers.Give(state.Deliver(state.Shelf.Whole, now).Delivered());
        while (!acceptors.IsEmpty && state.Shelf.NextInLine() is { } group)
            acceptors.Give(Lock(group, now));
        foreach (var hold in state.Shelf.Holds)
        {
            while (!hold.Receivers.IsEmpty && hold.Group.Count > 0)
                hold.Receivers.Give(state.Deliver(hold.Group, now).Delivered());
        }
    }

    private SessionLock Lock(MessageGroup group, DateTimeOffset now)
    {
        var hold = new SessionHold(++lastHold, group, new Waiters<LockedMessage>(gate, time));
        return new SessionLock(this, state.StartSession(hold, now));
    }

    private void Arm(DateTimeOffset now)
    {
        if (state.NextDue == armedFor)
            return;
        armedFor = state.NextDue;
        var wait = armedFor is { } due
            ? TimeSpan.FromTicks(Math.Clamp((due - now).Ticks, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerDay))
            : Timeout.InfiniteTimeSpan;
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Does what is due.</summary>
    internal void Tick()
    {
        lock (gate)
        {
            if (disposed)
                return;
            // A timer may come a little before its instant: then it is armed once more.
            armedFor = null;
            Change(static _ => true);
        }
    }
}
