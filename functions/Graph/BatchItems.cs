using System.Text.Json;

namespace NimbusFunctions.Graph;

/// <summary>A request inside a <c>$batch</c>.</summary>
/// <param name="Id">What its answer is matched by.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">Path and query below the version.</param>
internal sealed record BatchItem(string Id, string Method, string Url);

/// <summary>What a <c>$batch</c> asks for, read once for all who want to know.</summary>
internal static class BatchItems
{
    private static readonly HttpRequestOptionsKey<IReadOnlyList<BatchItem>> Known = new("nimbus-batch");

    /// <summary>The items of a batch; null where the request is none.</summary>
    public static async Task<IReadOnlyList<BatchItem>?> ReadAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (request.Options.TryGetValue(Known, out var known))
            return known;
        if (request.Content is not { } content || request.RequestUri?.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal) != true)
            return null;
        // Buffered, so that it can be sent after it was read, and again after a failure.
        await content.LoadIntoBufferAsync(cancellation);
        using var document = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellation));
        IReadOnlyList<BatchItem> items =
        [
            .. document.RootElement.GetProperty("requests").EnumerateArray().Select(item => new BatchItem(
                item.GetProperty("id").GetString() ?? "",
                item.GetProperty("method").GetString() ?? "GET",
                item.GetProperty("url").GetString() ?? "")),
        ];
        request.Options.Set(Known, items);
        return items;
    }
}
