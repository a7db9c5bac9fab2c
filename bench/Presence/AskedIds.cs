using System.Collections.Concurrent;
using System.Text.Json;

namespace NimbusFunctions.Bench.Presence;

/// <summary>Notes who is asked for, request by request, on the way to Graph.</summary>
internal sealed class AskedIds(HttpMessageHandler inner, ConcurrentQueue<AskedBatch> requests) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null && request.RequestUri?.AbsolutePath.EndsWith("getPresencesByUserId", StringComparison.Ordinal) == true)
        {
            using var body = JsonDocument.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken));
            requests.Enqueue(new(
                [.. body.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetGuid())], request.RequestUri, request.Headers.Authorization));
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
