namespace NimbusFunctions.Directory.Runs;

/// <summary>Tells rows apart in eight bytes, so that a slice remembers every row of a big tenant in a few megabytes.</summary>
internal static class RowFingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a in 64 bits over table and keys.</summary>
    public static ulong Of(string table, string partition, string key)
    {
        var hash = Add(Offset, table);
        hash = Add((hash ^ '\n') * Prime, partition);
        return Add((hash ^ '\n') * Prime, key);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var character in text)
            hash = (hash ^ character) * Prime;
        return hash;
    }
}
