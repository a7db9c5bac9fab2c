using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace NimbusFunctions.Local.Commands.Api;

/// <summary>Calls that send and answer JSON, with problem documents for what goes wrong.</summary>
/// <param name="http">Knows the address.</param>
/// <param name="token">The bearer token of the next call; null sends none.</param>
internal sealed class JsonCalls(HttpClient http, Func<string>? token = null)
{
    private const int Tries = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    // An app whose store is silent needs this long to say so: whoever waits wants to hear it then.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Only the status, whatever it is.</summary>
    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, CancellationToken ct)
    {
        using var answer = await SendAsync(method, path, null, ct);
        return answer.StatusCode;
    }

    /// <summary>What the answer says; the default (null) where there is no such thing.</summary>
    /// <exception cref="ApiException">Any other refusal.</exception>
    public async Task<T?> FindAsync<T>(string path, CancellationToken ct)
        where T : class
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, ct);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<T>(answer, ct);
    }

    /// <exception cref="ApiException">A refusal.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, ct);
        return await ReadAsync<T>(answer, ct);
    }

    /// <exception cref="ApiException">A refusal.</exception>
    public async Task<T> PostAsync<T>(string path, object? body, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body, ct);
        return await ReadAsync<T>(answer, ct);
    }

    /// <summary>A call whose answer is only whether it was done.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path and query.</param>
    /// <param name="body">Becomes JSON; null sends nothing.</param>
    /// <param name="alsoFine">A refusal that is as good as done.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="ApiException">A refusal.</exception>
    public async Task DoAsync(HttpMethod method, string path, object? body, HttpStatusCode? alsoFine, CancellationToken ct)
    {
        using var answer = await SendAsync(method, path, body, ct);
        if (answer.StatusCode != alsoFine)
            await ThrowUnlessDoneAsync(answer, ct);
    }

    // 502 to 504 is a neighbour that is not there yet, or an app that is being restarted; all calls here can be repeated.
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
            if (body is not null)
                request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);

            var answer = await http.SendAsync(request, ct);
            var later = answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
            if (!later || tries == Tries || TimeProvider.System.GetElapsedTime(began) > Patience)
                return answer;

            answer.Dispose();
            await Task.Delay(FirstPause * (1 << tries), TimeProvider.System, ct);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken ct)
    {
        await ThrowUnlessDoneAsync(answer, ct);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, ct) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ApiException($"{Call(answer)} answered what cannot be read: {e.Message}", answer.StatusCode);
        }
    }

    private static async Task ThrowUnlessDoneAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (!answer.IsSuccessStatusCode)
            throw new ApiException($"{Call(answer)} answered {(int)answer.StatusCode}: {await ProblemAsync(answer, ct)}", answer.StatusCode);
    }

    private static string Call(HttpResponseMessage answer) =>
        $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.PathAndQuery}";

    private static async Task<string> ProblemAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        try
        {
            using var problem = JsonDocument.Parse(text);
            string[] parts = [.. ((string[])["title", "detail"])
                .Select(name => problem.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "")
                .Where(part => part.Length > 0)];
            return parts.Length > 0 ? string.Join(" ", parts) : answer.ReasonPhrase ?? "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return answer.ReasonPhrase ?? "";
        }
    }
}
