using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Reads <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>: the emulator sends no x-ms-error-code header.</summary>
internal sealed class ODataErrorParser : RequestFailedDetailsParser
{
    public static readonly ODataErrorParser Instance = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        if (response.ContentStream is not MemoryStream { Length: > 0 })
            return false;

        try
        {
            using var document = JsonDocument.Parse(response.Content.ToMemory());
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("odata.error", out var details)
                || details.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            var code = Text(details, "code");
            var message = details.TryGetProperty("message", out var element) && element.ValueKind == JsonValueKind.Object
                ? Text(element, "value")
                : null;
            error = new ResponseError(code, message);
            data = FailedIndex(message);
            return true;
        }
        catch (JsonException)
        {
            // A proxy or gateway answered, not the service: the status is all there is.
            return false;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // "Performing entity group transactions": the message of a failed transaction begins with the action's index, "3:…".
    private static Dictionary<string, string>? FailedIndex(string? message)
    {
        var colon = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new() { [TableTransactionFailedException.IndexKey] = index.ToString(CultureInfo.InvariantCulture) }
            : null;
    }
}
