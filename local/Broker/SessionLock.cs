namespace NimbusFunctions.Local.Broker;

/// <summary>A session in one receiver's hands. Disposing gives it back, with what was not settled.</summary>
internal sealed class SessionLock : IAsyncDisposable
{
    private readonly BrokerQueue queue;
    private readonly SessionHold hold;

    internal SessionLock(BrokerQueue queue, SessionHold hold)
    {
        this.queue = queue;
        this.hold = hold;
    }

    /// <summary>The session.</summary>
    public string SessionId => hold.Group.SessionId;

    /// <summary>When the lock ends unless it is renewed.</summary>
    public DateTimeOffset LockedUntil => queue.Until(hold);

    /// <summary>The session's next message; null when none came in <paramref name="wait"/> (zero: only what is there).</summary>
    /// <exception cref="BrokerException"><see cref="BrokerReason.SessionLockLost"/>, also while waiting.</exception>
    public Task<LockedMessage?> ReceiveAsync(TimeSpan wait, CancellationToken ct) => queue.ReceiveAsync(hold, wait, ct);

    /// <summary>Starts the lock's duration anew, for all messages received under it. Null: it was lost.</summary>
    public DateTimeOffset? Renew() => queue.Renew(hold);

    /// <summary>Gives the session back at once; unsettled messages become readable again.</summary>
    public ValueTask DisposeAsync()
    {
        queue.Release(hold);
        return ValueTask.CompletedTask;
    }
}
