using Azure;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// Up to 32,768 of a tenant's users as they were last read or written: one partition. While the ETag is the same nobody
/// has changed anything in it. Never changed in place, so that whoever has it may go on reading.
/// </summary>
internal sealed class PresenceSegment
{
    /// <summary>Two bytes a user fill the 64 KB of one column (Tables: "Understanding the Table service data model").</summary>
    public const int Capacity = 32_768;

    private Dictionary<Guid, int>? slots;

    public required int Number { get; init; }

    /// <summary>Of its row <c>fresh</c>; null: it is not there yet.</summary>
    public ETag? ETag { get; init; }

    /// <summary>Rises with every transaction.</summary>
    public long Version { get; set; }

    /// <summary>Rises when a user comes or goes.</summary>
    public long RosterVersion { get; init; }

    /// <summary>Who lies where; an empty id is a free place.</summary>
    public Guid[] Roster { get; init; } = [];

    /// <summary>What is known of each; null: nothing.</summary>
    public UserPresence?[] States { get; init; } = [];

    /// <summary>In <see cref="Tenths"/>, when the newest request that confirmed a state was sent; 0: never, or the knowledge has run out.</summary>
    public long[] Confirmed { get; init; } = [];

    /// <summary>The same for requests whose answer left the user out; known to the asking process alone.</summary>
    public long[] Asked { get; init; } = [];

    /// <summary>Rises, round and round, with every write of a user's row: who remembers rows knows which to read again.</summary>
    public byte[] Writes { get; init; } = [];

    /// <summary>Who is asked for at the faster cadence.</summary>
    public bool[] Fast { get; init; } = [];

    public TimeSpan FastCadence { get; init; } = TimeSpan.FromSeconds(PresenceSection.UsualInterval);

    public TimeSpan SlowCadence { get; init; } = Polling.PollCadence.Longest;

    /// <summary>When it was asked for or written.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>Whether somebody may have changed it since: it is to be read again.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>Where everybody lies.</summary>
    public Dictionary<Guid, int> Slots => slots ??= FindSlots();

    public TimeSpan CadenceOf(int slot) => Fast[slot] ? FastCadence : SlowCadence;

    /// <summary>When a user's state was confirmed; null: never, or the knowledge has run out.</summary>
    public DateTimeOffset? ConfirmedAt(int slot) => Confirmed[slot] == 0 ? null : Tenths.ToTime(Confirmed[slot]);

    /// <summary>The same content, read again.</summary>
    public PresenceSegment Renew(DateTimeOffset asOf) => Copy(ETag, asOf);

    /// <summary>The same content, which may no longer hold.</summary>
    public PresenceSegment Doubt() => Copy(ETag, AsOf, isDoubtful: true);

    /// <summary>The same content under another tag.</summary>
    public PresenceSegment Copy(ETag? tag, DateTimeOffset asOf, bool isDoubtful = false) => new()
    {
        Number = Number,
        ETag = tag,
        Version = Version,
        RosterVersion = RosterVersion,
        Roster = Roster,
        States = States,
        Confirmed = Confirmed,
        Asked = Asked,
        Writes = Writes,
        Fast = Fast,
        FastCadence = FastCadence,
        SlowCadence = SlowCadence,
        AsOf = asOf,
        IsDoubtful = isDoubtful,
        slots = slots,
    };

    /// <summary>This, with the places of another whose roster is the same.</summary>
    public PresenceSegment WithSlotsOf(PresenceSegment other)
    {
        slots = other.slots;
        return this;
    }

    private Dictionary<Guid, int> FindSlots()
    {
        var found = new Dictionary<Guid, int>(Roster.Length);
        for (var slot = 0; slot < Roster.Length; slot++)
        {
            if (Roster[slot] != Guid.Empty)
                found[Roster[slot]] = slot;
        }

        return found;
    }
}
