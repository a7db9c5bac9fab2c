namespace NimbusFunctions.Presence.Polling;

/// <summary>One poll of a tenant as it goes on.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="interval">Until the next poll.</param>
/// <param name="begun">When it began.</param>
/// <param name="isSuccessor">Nobody else polled since this process did: what it remembers holds.</param>
internal sealed class PollRound(string tenant, TimeSpan interval, DateTimeOffset begun, bool isSuccessor)
{
    private readonly List<PresenceChange> changes = [];
    private int stored;

    public string Tenant => tenant;

    public TimeSpan Interval => interval;

    public DateTimeOffset Begun => begun;

    public bool IsSuccessor => isSuccessor;

    /// <summary>The first thing that Graph or the token service had against it; nothing more is asked from then on.</summary>
    public PollTrouble? Trouble { get; set; }

    /// <summary>Whether anything was answered.</summary>
    public bool Answered { get; set; }

    /// <summary>Whether a user came or went.</summary>
    public bool RostersChanged { get; set; }

    /// <summary>How many users are tracked; null: that was not found out.</summary>
    public int? Users { get; set; }

    /// <summary>How many segments were stored.</summary>
    public int Stored => stored;

    /// <summary>What is stored and still to be told.</summary>
    public IReadOnlyList<PresenceChange> Changes => changes;

    public void Changed(IEnumerable<PresenceChange> more)
    {
        lock (changes)
            changes.AddRange(more);
    }

    public void CountStored() => Interlocked.Increment(ref stored);
}
