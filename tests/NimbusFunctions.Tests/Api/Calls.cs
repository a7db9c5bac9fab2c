using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Tests.Api;

/// <summary>Calls of the API and what they were answered.</summary>
internal static class Calls
{
    public static async Task<Reply> CallAsync(this HttpClient client, HttpMethod method, string path, string? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new(answer.StatusCode, answer.Headers.ETag?.ToString(), isJson ? await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken) : null);
    }

    /// <summary>The answer is a problem document of this type.</summary>
    public static void IsProblem(this Reply reply, HttpStatusCode status, string type)
    {
        Assert.Equal(status, reply.Status);
        Assert.EndsWith($"/{type}", reply.Json["type"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    public static Reply IsOk(this Reply reply, HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.True(reply.Status == status, $"{(int)reply.Status}: {reply.Body?.ToJsonString()}");
        return reply;
    }
}

/// <summary>An answer.</summary>
internal sealed record Reply(HttpStatusCode Status, string? ETag, JsonObject? Body)
{
    public JsonObject Json => Body ?? throw new InvalidOperationException("The answer is no JSON.");

    public string Text(string name) => Json[name]!.GetValue<string>();
}
