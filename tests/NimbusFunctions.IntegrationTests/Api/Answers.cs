using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace NimbusFunctions.IntegrationTests.Api;

/// <summary>Calls of the API whose answers are looked at closely.</summary>
internal static class Answers
{
    public static async Task<Answer> CallAsync(
        this HttpClient http, HttpMethod method, string path, string? body = null, string contentType = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new(contentType);
        }

        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.Tag,
            isJson ? await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken) : default);
    }

    public static void IsAccepted(this Answer answer) => Assert.True(answer.Status == 202, $"{answer.Status}: {answer.Json}");

    /// <summary>The answer is a problem document of this status that names the field or word.</summary>
    public static void IsProblem(this Answer answer, int status, string? names = null)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.StartsWith("https://", answer.Json.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(answer.Json.GetProperty("traceId").GetString()!);
        if (names is not null)
            Assert.Contains(names, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}

internal sealed record Answer(int Status, string? MediaType, string? ETag, JsonElement Json)
{
    public string? Text(string name) => Json.GetProperty(name).GetString();
}
