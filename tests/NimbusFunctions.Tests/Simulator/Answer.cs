using System.Net;
using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, HttpResponseMessage Message)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public JsonElement this[string name] => Json.GetProperty(name);

    public IReadOnlyList<JsonElement> Value => [.. Json.GetProperty("value").EnumerateArray()];

    public string ErrorCode => Json.GetProperty("error").GetProperty("code").GetString()!;

    public string? NextLink => Text("@odata.nextLink");

    public string? DeltaLink => Text("@odata.deltaLink");

    public string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public string? Header(string name) => Message.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    /// <summary>The answer itself when it has the status; fails with its body otherwise.</summary>
    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{Message.RequestMessage?.Method} {Message.RequestMessage?.RequestUri}: {(int)Status} instead of {(int)status}: {Body}");
        return this;
    }

    public Answer IsOk() => Is(HttpStatusCode.OK);
}
