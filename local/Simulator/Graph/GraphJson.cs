using System.Text.Encodings.Web;
using System.Text.Json;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>Writes JSON bodies into pooled buffers.</summary>
internal static class GraphJson
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A body written by <paramref name="write"/>; the buffer belongs to the caller.</summary>
    public static PooledBuffer Body<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new PooledBuffer();
        using var json = new Utf8JsonWriter(buffer, Options);
        write(json, state);
        json.Flush();
        return buffer;
    }

    public static GraphResponse Ok<TState>(TState state, Action<Utf8JsonWriter, TState> write) =>
        new GraphResponse(200, GraphResponse.Json, Body(state, write)).With("OData-Version", "4.0");

    public static GraphResponse Error(GraphError error, string requestId, string clientRequestId, DateTimeOffset now)
    {
        var body = Body((error, requestId, clientRequestId, now), static (json, state) => state.error.Write(json, state.now, state.requestId, state.clientRequestId));
        var response = new GraphResponse(error.Status, GraphResponse.ErrorJson, body);
        if (error.RetryAfter is { } after) response.With("Retry-After", after);
        if (error.Location is { } location) response.With("Location", location);
        response.Headers.AddRange(error.Headers);
        return response;
    }
}
