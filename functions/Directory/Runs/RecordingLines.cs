namespace NimbusFunctions.Directory.Runs;

/// <summary>Cuts a block of a recording into its lines.</summary>
internal static class RecordingLines
{
    /// <summary>The next line without its line feed, taken off <paramref name="rest"/>; null at the end.</summary>
    public static ReadOnlyMemory<byte>? Next(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.IsEmpty)
            return null;
        var end = rest.Span.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line;
    }
}
