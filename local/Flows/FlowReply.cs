using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>What came of a request in the end.</summary>
/// <param name="Status">The last status; null: the last attempt got no answer.</param>
/// <param name="Body">The answer's JSON; null: it had none.</param>
/// <param name="Resends">How often it was sent again.</param>
/// <param name="Location">Where the answer says that the new thing is.</param>
/// <param name="Silence">Why there was no answer; null: there was one.</param>
internal sealed record FlowReply(int? Status, JsonNode? Body, int Resends, Uri? Location = null, string? Silence = null)
{
    /// <summary>What the answer asks for before the next attempt.</summary>
    public static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header?.Delta ?? (header?.Date - now is { } wait && wait > TimeSpan.Zero ? wait : null);

    /// <summary>The answer in words: the status, and what a problem document says.</summary>
    public string Says() => Status is { } status
        ? $"the API answered {status}{(Detail() is { Length: > 0 } detail ? $": {detail}" : "")}"
        : $"no answer came: {Silence}";

    private string Detail() => Body is JsonObject problem && (problem["detail"] ?? problem["title"]) is JsonValue text ? text.ToString() : "";
}
