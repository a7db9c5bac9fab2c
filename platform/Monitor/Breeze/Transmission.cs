using System.IO.Compression;
using System.Text.Json;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>Envelopes that go together.</summary>
/// <param name="Lines">One a line.</param>
/// <param name="Ends">Where each line ends.</param>
/// <param name="Attempts">How often they were sent in vain.</param>
internal sealed record Transmission(ReadOnlyMemory<byte> Lines, IReadOnlyList<int> Ends, int Attempts = 0)
{
    public byte[] Compress()
    {
        using var compressed = new MemoryStream();
        using (var zip = new GZipStream(compressed, CompressionLevel.Fastest))
            zip.Write(Lines.Span);
        return compressed.ToArray();
    }

    /// <summary>What a partial success (206) left.</summary>
    /// <param name="answer">Names every envelope that was not taken, with a status (<c>{"errors":[{"index":0,"statusCode":500}]}</c>).</param>
    /// <returns>Those that may be taken another time, or null; and how many never will be.</returns>
    public (Transmission? Again, int Refused) NotTaken(ReadOnlyMemory<byte> answer)
    {
        using var document = Parsed(answer);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Array)
            return (null, 0);
        var left = errors.EnumerateArray()
            .Where(error => error.ValueKind == JsonValueKind.Object)
            .Select(error => (Index: Number(error, "index"), Status: Number(error, "statusCode")))
            .Where(error => error.Index >= 0 && error.Index < Ends.Count)
            .DistinctBy(error => error.Index).ToList();
        var again = left.Where(error => TrackAnswer.MayBeRepeated(error.Status)).Select(error => error.Index).Order().ToList();
        return (again.Count == 0 ? null : Only(again), left.Count - again.Count);
    }

    private Transmission Only(List<int> indexes)
    {
        using var lines = new MemoryStream();
        var ends = new List<int>();
        foreach (var index in indexes)
        {
            lines.Write(Lines[(index == 0 ? 0 : Ends[index - 1])..Ends[index]].Span);
            ends.Add((int)lines.Length);
        }

        return new(lines.ToArray(), ends, Attempts);
    }

    private static int Number(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : -1;

    private static JsonDocument? Parsed(ReadOnlyMemory<byte> answer)
    {
        try
        {
            return JsonDocument.Parse(answer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
