using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Local.Flows;

/// <summary>
/// Takes the callbacks of a flow's triggers on a loopback address, and answers as Power Automate does: 202 to everything
/// that it can read. The address holds a secret, as a flow's does.
/// </summary>
internal sealed class TriggerReceiver : IAsyncDisposable
{
    private const int LargestBody = 1024 * 1024;

    private readonly string secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly Lock gate = new();
    private readonly List<(string Trigger, JsonObject News)> received = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TriggerReceiver(WebApplication app) => this.app = app;

    public static async Task<TriggerReceiver> StartAsync(CancellationToken ct)
    {
        TriggerReceiver receiver = new(LoopbackServer.Create(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody));
        receiver.app.MapPost("/{secret}/{trigger}", receiver.TakeAsync);
        await receiver.app.StartAsync(ct);
        return receiver;
    }

    /// <summary>Where a trigger's callbacks go.</summary>
    public Uri AddressOf(string trigger) => new(new Uri(app.Urls.First()), $"/{secret}/{trigger}");

    /// <summary>The first news of a trigger that fits, of those that came or will come; null when none came in time.</summary>
    public async Task<JsonObject?> WaitAsync(string trigger, Func<JsonObject, bool> fits, TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        using CancellationTokenSource late = new(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (received.FirstOrDefault(one => one.Trigger == trigger && fits(one.News)).News is { } news)
                    return news;
                next = arrived.Task;
            }

            try
            {
                await next.WaitAsync(both.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    /// <summary>The events that a trigger was told of, in their order.</summary>
    public IReadOnlyList<string> EventsOf(string trigger)
    {
        lock (gate)
            return [.. received.Where(one => one.Trigger == trigger).Select(one => one.News["event"]?.ToString() ?? "?")];
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http, string secret, string trigger)
    {
        if (!CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(secret), System.Text.Encoding.UTF8.GetBytes(this.secret)))
            return Results.NotFound();
        JsonObject? news;
        try
        {
            news = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            news = null;
        }

        if (news is null)
            return Results.BadRequest();
        lock (gate)
        {
            // The same news may be sent twice; twins have one id.
            var id = http.Request.Headers["Nimbus-Event-Id"].ToString();
            if (id.Length == 0 || seen.Add($"{trigger}|{id}"))
                received.Add((trigger, news));
            arrived.TrySetResult();
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Results.Accepted();
    }
}
