using System.Globalization;
using System.Text.Json;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>An error as Graph words it. Callers must decide on status and code; messages change.</summary>
internal sealed record GraphError(int Status, string Code, string Message)
{
    /// <summary>Seconds, possibly a fraction, to the letter.</summary>
    public string? RetryAfter { get; init; }

    public string? Location { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static GraphError NotFound(string id) => new(
        404, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphError InvalidId(string id) => new(400, "Request_BadRequest", $"Invalid object identifier '{id}'.");

    public static GraphError BadRequest(string message) => new(400, "BadRequest", message);

    public static GraphError Unsupported(string message) => new(400, "Request_UnsupportedQuery", message);

    public static GraphError Unauthenticated(string message) => new(401, "InvalidAuthenticationToken", message);

    public static GraphError DeltaExpired() => new(
        400, "syncStateNotFound", "The sync state generation is not found. The delta token is expired and data must be synchronized again.");

    public static GraphError PageTokenExpired() => new(
        400, "Directory_ExpiredPageToken", "The specified page token value has expired and cannot be included in your request.");

    public static GraphError Throttled(string retryAfter) => new(429, "TooManyRequests", "Please retry again later.") { RetryAfter = retryAfter };

    public void Write(Utf8JsonWriter json, DateTimeOffset now, string requestId, string clientRequestId)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, Code);
        json.WriteString("message"u8, Message);
        json.WriteStartObject("innerError"u8);
        if (Status == 429)
        {
            // Graph puts these three into the inner error of a throttled request, as text.
            json.WriteString("code"u8, "429"u8);
            json.WriteString("message"u8, "Please retry after"u8);
            json.WriteString("status"u8, "429"u8);
        }

        // Without a zone, although it is UTC: so does Graph.
        json.WriteString("date"u8, now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("request-id"u8, requestId);
        json.WriteString("client-request-id"u8, clientRequestId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
