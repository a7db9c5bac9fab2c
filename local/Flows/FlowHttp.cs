using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>Sends as a flow sends: what gets a passing answer, or none, goes out again by the policy.</summary>
/// <param name="http">Knows the address, the bearer and how long an answer may take.</param>
/// <param name="policy">When to send again.</param>
/// <param name="time">The time of the pauses.</param>
/// <param name="luck">Draws where in its range a pause is: 0 to 1. Called from any thread.</param>
internal sealed class FlowHttp(HttpClient http, ResendPolicy policy, TimeProvider time, Func<double> luck)
{
    /// <summary>How long Power Automate waits for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public async Task<FlowReply> SendAsync(FlowRequest request, CancellationToken ct)
    {
        for (var resends = 0; ; resends++)
        {
            var (reply, retryAfter) = await TryAsync(request, resends, ct);
            if (policy.Pause(resends, reply.Status, retryAfter, luck()) is not { } pause)
                return reply;
            await Task.Delay(pause, time, ct);
        }
    }

    private async Task<(FlowReply Reply, TimeSpan? RetryAfter)> TryAsync(FlowRequest request, int resends, CancellationToken ct)
    {
        try
        {
            using var message = Message(request);
            using var answer = await http.SendAsync(message, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            FlowReply reply = new((int)answer.StatusCode, Json(text), resends, answer.Headers.Location);
            return (reply, FlowReply.RetryAfter(answer.Headers.RetryAfter, time.GetUtcNow()));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (new(null, null, resends, Silence: e.Message), null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (new(null, null, resends, Silence: $"not within {http.Timeout.TotalSeconds:0.#} seconds"), null);
        }
    }

    private static HttpRequestMessage Message(FlowRequest request)
    {
        HttpRequestMessage message = new(request.Method, new Uri(request.Path, UriKind.Relative));
        if (request.Body is not null)
            message.Content = new StringContent(request.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (request.Key is not null)
            message.Headers.Add("Idempotency-Key", request.Key);
        return message;
    }

    // A gateway's own error page is no JSON.
    private static JsonNode? Json(string text)
    {
        try
        {
            return text.Length > 0 ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
