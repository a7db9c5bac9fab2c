namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>
/// Lets few calls at once through to each trigger's address, and none for a while after one went wrong, so that an address
/// which hangs, fails or takes its time holds up no other: what is turned away waits in the queue. One per process.
/// </summary>
/// <param name="time">Measures.</param>
/// <param name="random">Spreads what is turned away.</param>
internal sealed class DeliveryGate(TimeProvider time, Random random)
{
    /// <summary>So many calls to one address at once.</summary>
    public const int MostAtOnce = 2;

    /// <summary>So many calls at once for one tenant: half of what the host gives a queue (maxConcurrentCalls in host.json).</summary>
    public const int MostOfATenant = 8;

    /// <summary>So many calls at once to all addresses that went wrong or were slow the last time: a quarter of it.</summary>
    public const int MostTrials = 4;

    /// <summary>A call that takes longer makes its address slow.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(250);

    // About what a call takes, for each that was turned away before.
    private static readonly TimeSpan WaitForEach = TimeSpan.FromMilliseconds(100);

    // As long as a message is tried: until then somebody may come again who was turned away.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, GateDoor> doors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> tenants = new(StringComparer.Ordinal);
    private long swept = time.GetTimestamp();
    private int trials;

    public GateEntry Enter(string tenant, string trigger)
    {
        lock (gate)
        {
            Sweep();
            var door = doors.TryGetValue(trigger, out var known) ? known : doors[trigger] = new();
            door.Asked = time.GetTimestamp();
            var rest = door.Rest - time.GetElapsedTime(door.RestBegan);
            if (door.Failures > 0 && rest > TimeSpan.Zero)
                return TurnAway(door, rest, "the address rests");
            var isTrial = door.Failures > 0 || door.IsSlow || door.Running.Exists(began => time.GetElapsedTime(began) > Slow);
            if (isTrial && (door.Running.Count > 0 || trials >= MostTrials))
                return TurnAway(door, FirstRest, "the address is slow, or was in trouble");
            var running = tenants.GetValueOrDefault(tenant);
            if (door.Running.Count >= MostAtOnce || running >= MostOfATenant)
                return TurnAway(door, ShortestWait, "enough calls are under way");
            var entry = new GateEntry.Open(tenant, trigger, time.GetTimestamp(), isTrial);
            door.Running.Add(entry.Began);
            door.Waiting = Math.Max(0, door.Waiting - 1);
            tenants[tenant] = running + 1;
            trials += isTrial ? 1 : 0;
            return entry;
        }
    }

    /// <summary>Says how a call went that was let through.</summary>
    /// <param name="entry">What it was let through with.</param>
    /// <param name="wentWell">Whether the address answered as one does that has no trouble.</param>
    /// <param name="rest">How long the address wants to be left alone; null: it does not say.</param>
    public void Leave(GateEntry.Open entry, bool wentWell, TimeSpan? rest = null)
    {
        lock (gate)
        {
            var door = doors[entry.Trigger];
            door.Running.Remove(entry.Began);
            door.IsSlow = time.GetElapsedTime(entry.Began) > Slow;
            trials -= entry.IsTrial ? 1 : 0;
            if (--tenants[entry.Tenant] == 0)
                tenants.Remove(entry.Tenant);
            door.Failures = wentWell ? 0 : door.Failures + 1;
            if (!wentWell)
                (door.Rest, door.RestBegan) = (RestAfter(door.Failures, rest), time.GetTimestamp());
            else if (door.IsIdle)
                doors.Remove(entry.Trigger);
        }
    }

    /// <summary>Of triggers that are gone nobody asks any more.</summary>
    private void Sweep()
    {
        if (time.GetElapsedTime(swept) < Remembered)
            return;
        swept = time.GetTimestamp();
        foreach (var (trigger, door) in doors)
        {
            if (door.Running.Count == 0 && time.GetElapsedTime(door.Asked) >= Remembered)
                doors.Remove(trigger);
        }
    }

    private static TimeSpan RestAfter(int failures, TimeSpan? wish)
    {
        var own = FirstRest * Math.Pow(2, Math.Min(failures - 1, 10));
        var rest = wish > own ? wish.Value : own;
        return rest < LongestRest ? rest : LongestRest;
    }

    private GateEntry.Closed TurnAway(GateDoor door, TimeSpan least, string reason)
    {
        door.Waiting++;
        var spread = WaitForEach * door.Waiting;
        return new(least + ((spread < LongestRest ? spread : LongestRest) * random.NextDouble()), reason);
    }
}
