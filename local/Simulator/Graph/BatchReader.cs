using System.Text;
using System.Text.Json;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>Reads the body of a batch and checks it as a whole.</summary>
internal static class BatchReader
{
    public const int MaxItems = 20;

    /// <summary>Null when the batch can be run, else why it is refused as a whole.</summary>
    public static GraphError? TryRead(ReadOnlyMemory<byte> body, out List<BatchItem> items)
    {
        items = [];
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
                return GraphError.BadRequest("Invalid batch payload format: 'requests' is missing.");
            if (requests.GetArrayLength() is 0 or > MaxItems)
                return GraphError.BadRequest($"Number of batch request steps is {requests.GetArrayLength()}; it must be between 1 and {MaxItems}.");
            foreach (var request in requests.EnumerateArray())
            {
                if (TryReadItem(request, items) is { } error) return error;
            }

            return null;
        }
        catch (JsonException)
        {
            return GraphError.BadRequest("Invalid batch payload format: it is not JSON.");
        }
    }

    private static GraphError? TryReadItem(JsonElement request, List<BatchItem> items)
    {
        if (request.ValueKind != JsonValueKind.Object || Text(request, "id") is not { Length: > 0 } id)
            return GraphError.BadRequest("Invalid batch payload format: a request has no 'id'.");
        if (items.Any(item => item.Id == id)) return GraphError.BadRequest($"Invalid batch payload format: the id '{id}' comes twice.");
        if (Text(request, "method") is not { } method || Text(request, "url") is not { Length: > 0 } url)
            return GraphError.BadRequest($"Invalid batch payload format: request '{id}' has no 'method' or no 'url'.");
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !absolute.IsFile)
            return GraphError.BadRequest($"Invalid batch payload format: the url of request '{id}' must be relative to the version.");

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (request.TryGetProperty("headers", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in given.EnumerateObject()) headers[header.Name] = header.Value.ToString();
        }

        var dependsOn = new List<string>();
        if (request.TryGetProperty("dependsOn", out var before) && before.ValueKind == JsonValueKind.Array)
        {
            foreach (var other in before.EnumerateArray()) dependsOn.Add(other.ToString());
        }

        if (dependsOn.FirstOrDefault(other => items.All(item => item.Id != other)) is { } unknown)
            return GraphError.BadRequest($"Invalid batch payload format: request '{id}' depends on '{unknown}', which does not come before it.");
        var body = request.TryGetProperty("body", out var content) ? Encoding.UTF8.GetBytes(content.GetRawText()) : [];
        items.Add(new BatchItem(id, method.ToUpperInvariant(), url, headers, body, dependsOn));
        return null;
    }

    private static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
