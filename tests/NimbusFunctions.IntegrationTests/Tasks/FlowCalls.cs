using NimbusFunctions.IntegrationTests.Api;

namespace NimbusFunctions.IntegrationTests.Tasks;

/// <summary>Calls as flows make them.</summary>
internal static class FlowCalls
{
    public static Task<Answer> PostTaskAsync(this HttpClient http, string body, string? key = null, string query = "") =>
        http.PostAsync($"v1/ExternalTasks{query}", body, key);

    public static Task<Answer> PostEntryAsync(this HttpClient http, string body, string? key = null, string query = "") =>
        http.PostAsync($"v1/scheduler-entries{query}", body, key);

    private static Task<Answer> PostAsync(this HttpClient http, string path, string body, string? key)
    {
        http.DefaultRequestHeaders.Remove("Idempotency-Key");
        if (key is not null)
            http.DefaultRequestHeaders.Add("Idempotency-Key", key);
        return http.CallAsync(HttpMethod.Post, path, body);
    }
}
