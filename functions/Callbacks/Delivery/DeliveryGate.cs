namespace NimbusFunctions.Callbacks;

/// <summary>
/// Lets few calls at once through to each trigger's address, and none for a while after one went wrong, so that an address
/// which hangs or fails holds up no other: what is turned away waits in the queue. One per process.
/// </summary>
/// <param name="time">Measures.</param>
/// <param name="random">Spreads what is turned away.</param>
internal sealed class DeliveryGate(TimeProvider time, Random random)
{
    /// <summary>So many calls to one address at once.</summary>
    public const int MostAtOnce = 2;

    /// <summary>So many calls at once to all addresses that went wrong the last time: a quarter of what the host gives a queue.</summary>
    public const int MostTrials = 4;

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(250);

    // About what a call takes, for each that was turned away before.
    private static readonly TimeSpan WaitForEach = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Door> doors = new(StringComparer.Ordinal);
    private int trials;

    public GateEntry Enter(string trigger)
    {
        lock (gate)
        {
            var door = doors.TryGetValue(trigger, out var known) ? known : doors[trigger] = new();
            var rest = door.Rest - time.GetElapsedTime(door.RestBegan);
            if (door.Failures > 0 && rest > TimeSpan.Zero)
                return TurnAway(door, rest, "the address rests");
            if (door.Failures > 0 && (door.Running > 0 || trials >= MostTrials))
                return TurnAway(door, FirstRest, "the address is tried");
            if (door.Running >= MostAtOnce)
                return TurnAway(door, ShortestWait, "the address is busy");
            door.Running++;
            door.Waiting = Math.Max(0, door.Waiting - 1);
            if (door.Failures > 0)
                (door.IsTried, trials) = (true, trials + 1);
            return new GateEntry.Open();
        }
    }

    /// <summary>Says how a call went that was let through.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="wentWell">Whether the address answered as one does that has no trouble.</param>
    /// <param name="rest">How long the address wants to be left alone; null: it does not say.</param>
    public void Leave(string trigger, bool wentWell, TimeSpan? rest = null)
    {
        lock (gate)
        {
            var door = doors[trigger];
            door.Running--;
            if (door.IsTried)
                (door.IsTried, trials) = (false, trials - 1);
            if (wentWell)
            {
                door.Failures = 0;
                if (door is { Running: 0, Waiting: 0 })
                    doors.Remove(trigger);
                return;
            }

            door.Failures++;
            var own = FirstRest * Math.Pow(2, Math.Min(door.Failures - 1, 10));
            var wished = rest > own ? rest.Value : own;
            (door.Rest, door.RestBegan) = (wished < LongestRest ? wished : LongestRest, time.GetTimestamp());
        }
    }

    private GateEntry.Closed TurnAway(Door door, TimeSpan least, string reason)
    {
        door.Waiting++;
        var spread = WaitForEach * door.Waiting;
        return new(least + ((spread < LongestRest ? spread : LongestRest) * random.NextDouble()), reason);
    }

    private sealed class Door
    {
        public int Running { get; set; }

        /// <summary>Whether the call that runs is a trial after failures.</summary>
        public bool IsTried { get; set; }

        public int Failures { get; set; }

        public TimeSpan Rest { get; set; }

        public long RestBegan { get; set; }

        /// <summary>About how many were turned away and will come again.</summary>
        public int Waiting { get; set; }
    }
}
