using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;

namespace NimbusFunctions.Web;

/// <summary>Reads a JSON body whose every fault becomes a problem document that names the field.</summary>
internal static class RequestBody
{
    /// <summary>No body of this API needs more; Power Automate sends a few hundred bytes.</summary>
    public const int LargestBytes = 1024 * 1024;

    private const int PieceBytes = 16 * 1024;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Whether there is a body, also one that tells neither its length nor its type.</summary>
    public static bool IsGiven(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    public static async Task<Read<T>> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type) where T : class
    {
        if (!http.Request.HasJsonContentType())
            return new(null, Unsupported("The body must be JSON.", "Send the body with Content-Type: application/json."));
        if (http.Request.Headers.ContentEncoding.Any(coding => !string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase)))
            return new(null, Unsupported("The body must not be compressed.", "Send the body as it is, without Content-Encoding."));
        if (await ReadBytesAsync(http) is not { } bytes)
            return new(null, TooLarge());
        var text = bytes.Span;
        // Of what is no UTF-8 the parser makes substitutes, and they would be stored.
        if (!Utf8.IsValid(text))
            return new(null, Problem.Invalid("body", "must be UTF-8."));
        if (text.StartsWith(ByteOrderMark))
            text = text[ByteOrderMark.Length..];
        try
        {
            var value = JsonSerializer.Deserialize(text, type);
            return value is null ? new(null, Problem.Invalid("body", "must be a JSON object, it is null.")) : new(value, null);
        }
        catch (JsonException failure)
        {
            var (field, message) = Explain(failure);
            return new(null, Problem.Invalid(field, message));
        }
    }

    /// <summary>Reads a body that is checked field by field afterwards; every text in it is sound.</summary>
    public static async Task<Read<JsonObject>> ReadObjectAsync(HttpContext http)
    {
        try
        {
            // A document finds what is given twice while it is read, a node only when somebody looks.
            var (document, problem) = await ReadAsync(http, NimbusJson.Default.JsonDocument);
            if (document is null)
                return new(null, problem);
            using (document)
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                    return new(null, Problem.Invalid("body", "must be a JSON object."));
                var read = JsonObject.Create(document.RootElement.Clone())!;
                // Half of a surrogate pair can be written as an escape, and then no text can be made of it.
                return new(JsonNode.Parse(read.ToJsonString())!.AsObject(), null);
            }
        }
        catch (InvalidOperationException)
        {
            return new(null, Problem.Invalid("body", "holds text that is no Unicode."));
        }
    }

    /// <summary>
    /// The whole body; null: it is too large. It is counted here and not by the server, which ends the connection in the midst
    /// of a body that is too large: the host, still sending, would answer 500.
    /// </summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LargestBytes)
            return null;
        var read = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        var piece = new byte[PieceBytes];
        while (await http.Request.Body.ReadAsync(piece, http.RequestAborted) is var length and > 0)
        {
            if (read.Length + length > LargestBytes)
                return null;
            read.Write(piece, 0, length);
        }

        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }

    private static Problem Unsupported(string title, string detail) =>
        new(ProblemTypes.UnsupportedMediaType, title, StatusCodes.Status415UnsupportedMediaType, detail);

    private static Problem TooLarge() => new(
        ProblemTypes.TooLarge, "The body is too large.", StatusCodes.Status413PayloadTooLarge,
        $"The body must be at most {LargestBytes} bytes.");

    // The serializer names a place as "$.general.name"; callers know it as "general.name".
    private static (string Field, string Message) Explain(JsonException failure)
    {
        var path = (failure.Path ?? "").TrimStart('$').TrimStart('.');
        var named = failure.Message.Split('\'') is { Length: > 1 } parts ? parts[1] : "";
        return failure.Message switch
        {
            var text when text.Contains("could not be mapped", StringComparison.Ordinal) =>
                (Printable.Short(path == named || path.EndsWith($".{named}", StringComparison.Ordinal) ? path : $"{path}.{named}".TrimStart('.')), "is not a known field."),
            var text when text.Contains("Duplicate property", StringComparison.Ordinal) =>
                (Printable.Short(path.Length > 0 ? path : named), "must not be given twice."),
            var text when text.Contains("missing required", StringComparison.Ordinal) =>
                (path.Length > 0 ? path : "body", "lacks a required field."),
            var text when text.Contains("could not be converted", StringComparison.Ordinal) =>
                (path.Length > 0 ? path : "body", "has a value of the wrong type."),
            _ => ("body", $"is not valid JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine})."),
        };
    }

    /// <summary>Either the value or what is wrong with it.</summary>
    internal sealed record Read<T>(T? Value, Problem? Problem) where T : class;
}
