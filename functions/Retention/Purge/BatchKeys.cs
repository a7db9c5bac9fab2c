using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Which rows a batch was made of, in four bytes each: at most a page of 1,000. A row that comes between them after the batch
/// was written down is told from one that is left of it; of a thousand, one in four millions is not.
/// </summary>
internal sealed class BatchKeys
{
    private const int Each = sizeof(uint);

    private readonly HashSet<uint> keys;

    private BatchKeys(int count, HashSet<uint> keys) => (Count, this.keys) = (count, keys);

    /// <summary>How many rows there were.</summary>
    public int Count { get; }

    public static BatchKeys Of(IEnumerable<string> rowKeys)
    {
        var all = rowKeys.Select(Hash).ToList();
        return new(all.Count, [.. all]);
    }

    public static BatchKeys Read(ReadOnlySpan<byte> column)
    {
        var keys = new HashSet<uint>();
        for (var place = 0; place + Each <= column.Length; place += Each)
            keys.Add(BinaryPrimitives.ReadUInt32LittleEndian(column[place..]));
        return new(column.Length / Each, keys);
    }

    public bool Has(string rowKey) => keys.Contains(Hash(rowKey));

    /// <summary>For a column; as many entries as rows, should two have the same hash.</summary>
    public byte[] Write()
    {
        var column = new byte[Count * Each];
        var place = 0;
        foreach (var key in keys.Concat(Enumerable.Repeat(keys.FirstOrDefault(), Count - keys.Count)))
            BinaryPrimitives.WriteUInt32LittleEndian(column.AsSpan(Each * place++), key);
        return column;
    }

    private static uint Hash(string rowKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(rowKey), hash);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash);
    }
}
