using System.Net.Http.Headers;
using System.Text.Json;

namespace NimbusFunctions.Local.Host;

/// <summary>What the host makes of a function's answer.</summary>
/// <param name="Verdict">Whether the invocation is done, has failed, or is waited for.</param>
/// <param name="Detail">Why it failed, or what an http call was; never a body.</param>
internal sealed record Answer(AnswerVerdict Verdict, string? Detail = null)
{
    /// <summary>The rule for triggers: 2xx with a JSON object is done; 2xx with nothing is never noticed; the rest has failed.</summary>
    public static Answer Of(int status, MediaTypeHeaderValue? type, ReadOnlyMemory<byte> body)
    {
        if (status is < 200 or > 299)
            return new(AnswerVerdict.Failed, $"answered {status}");
        if (body.IsEmpty || status == 204)
            return new(AnswerVerdict.Unnoticed, $"answered {status} with nothing: the host waits until functionTimeout");
        if (type?.MediaType is not { } media || !(media.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase)))
            return new(AnswerVerdict.Failed, $"answered {status} with a body that is not JSON by its type");
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.Object => new(AnswerVerdict.Done),
                JsonValueKind.Null => new(AnswerVerdict.Unnoticed, "answered null: the host waits until functionTimeout"),
                _ => new(AnswerVerdict.Failed, "answered JSON that is not an object"),
            };
        }
        catch (JsonException)
        {
            return new(AnswerVerdict.Failed, $"answered {status} with broken JSON");
        }
    }
}
