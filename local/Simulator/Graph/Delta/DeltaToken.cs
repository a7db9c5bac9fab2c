using System.Buffers.Binary;
using System.Buffers.Text;

namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>
/// What a delta or skip token holds: where in which round, and the query options of the first call, which later
/// calls must not repeat. To callers it is opaque.
/// </summary>
internal sealed record DeltaToken
{
    private const byte Version = 1;
    private const int FixedLength = 61;
    private const int ChecksumLength = 8;

    public required DeltaKind Kind { get; init; }

    /// <summary>The directory it was given for.</summary>
    public required ulong Directory { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DeltaStage Stage { get; init; }

    /// <summary>Changes after this are told; in a delta link where the next round begins.</summary>
    public required long Since { get; init; }

    /// <summary>Changes up to this are told in this round; the delta link at its end begins here.</summary>
    public required long Until { get; init; }

    /// <summary>The next place in the snapshot, or the last change told.</summary>
    public long Position { get; init; }

    /// <summary>In a snapshot of groups: the next place among the group's members and owners.</summary>
    public long Relation { get; init; }

    /// <summary>Whether the page before was left empty on purpose, so that the next is not.</summary>
    public bool AfterEmpty { get; init; }

    /// <summary>Whether this continues a round (skip token) or begins one (delta token).</summary>
    public bool Continues { get; init; }

    /// <summary>The selected properties.</summary>
    public ulong Selection { get; init; }

    public bool Explicit { get; init; }

    public bool WithMembers { get; init; }

    public bool WithOwners { get; init; }

    /// <summary>The ids of $filter, at most 50; empty = everybody.</summary>
    public Guid[] Ids { get; init; } = [];

    public string Encode()
    {
        var bytes = new byte[FixedLength + (Ids.Length * 16) + ChecksumLength];
        bytes[0] = Version;
        bytes[1] = (byte)Kind;
        bytes[2] = (byte)Stage;
        bytes[3] = (byte)((AfterEmpty ? 1 : 0) | (Continues ? 2 : 0) | (Explicit ? 4 : 0) | (WithMembers ? 8 : 0) | (WithOwners ? 16 : 0));
        ReadOnlySpan<long> numbers = [(long)Directory, IssuedAt.UtcTicks, Since, Until, Position, Relation, (long)Selection];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4 + (i * 8)), numbers[i]);
        bytes[60] = (byte)Ids.Length;
        for (var i = 0; i < Ids.Length; i++) Ids[i].TryWriteBytes(bytes.AsSpan(FixedLength + (i * 16)));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(bytes.Length - ChecksumLength), Checksum(bytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The token; null when the text is none, or was changed.</summary>
    public static DeltaToken? TryDecode(string text)
    {
        if (text.Length > 2000 || !Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < FixedLength + ChecksumLength || bytes[0] != Version) return null;
        if (bytes.Length != FixedLength + (bytes[60] * 16) + ChecksumLength) return null;
        if (BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(bytes.Length - ChecksumLength)) != Checksum(bytes)) return null;
        long Number(int i) => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(4 + (i * 8)));
        return new DeltaToken
        {
            Kind = (DeltaKind)bytes[1],
            Stage = (DeltaStage)bytes[2],
            AfterEmpty = (bytes[3] & 1) != 0,
            Continues = (bytes[3] & 2) != 0,
            Explicit = (bytes[3] & 4) != 0,
            WithMembers = (bytes[3] & 8) != 0,
            WithOwners = (bytes[3] & 16) != 0,
            Directory = (ulong)Number(0),
            IssuedAt = new DateTimeOffset(Number(1), TimeSpan.Zero),
            Since = Number(2),
            Until = Number(3),
            Position = Number(4),
            Relation = Number(5),
            Selection = (ulong)Number(6),
            Ids = [.. Enumerable.Range(0, bytes[60]).Select(i => new Guid(bytes.AsSpan(FixedLength + (i * 16), 16)))],
        };
    }

    private static ulong Checksum(byte[] bytes)
    {
        var sum = 14695981039346656037UL;
        foreach (var b in bytes.AsSpan(0, bytes.Length - ChecksumLength)) sum = (sum ^ b) * 1099511628211UL;
        return sum;
    }
}
