using System.Text.Json;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>The webhooks of one flow: registered when it is turned on, taken back when it is turned off.</summary>
/// <param name="http">Calls the API as the flow's user.</param>
/// <param name="values">What is known.</param>
/// <param name="time">How long is waited.</param>
internal sealed class FlowTriggers(FlowHttp http, FlowValues values, TimeProvider time) : IAsyncDisposable
{
    /// <summary>From then on a trigger is told of everything (docs/flows-triggers.md): until then the app may not know it.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan UnregisterPatience = TimeSpan.FromSeconds(30);

    private readonly List<string> registered = [];
    private TriggerReceiver? receiver;

    /// <summary>Registers them all.</summary>
    /// <returns>What is wrong, at which trigger; null: nothing.</returns>
    public async Task<FlowFault?> RegisterAsync(IReadOnlyList<FlowTrigger> triggers, CancellationToken ct)
    {
        foreach (var trigger in triggers)
        {
            if (await RegisterAsync(trigger, ct) is { } wrong)
                return new(trigger.Place, $"trigger '{trigger.Id}' was not registered: {wrong}");
        }

        if (triggers.Count > 0)
            await Task.Delay(Settling, time, ct);
        return null;
    }

    /// <summary>Waits for news that hold what is wanted.</summary>
    /// <exception cref="FlowException">None came in time.</exception>
    public async Task<JsonObject> WaitAsync(string trigger, JsonObject wanted, TimeSpan patience, CancellationToken ct)
    {
        var news = receiver is null
            ? null
            : await receiver.WaitAsync(trigger, one => wanted.All(field => IsSame(one[field.Key], field.Value)), patience, time, ct);
        return news ?? throw new FlowException(
            $"nothing that fits came within {patience.TotalSeconds:0} s; the trigger was told of "
            + (receiver?.EventsOf(trigger) is { Count: > 0 } events ? $"{string.Join(", ", events)}." : "nothing."));
    }

    /// <summary>Whether two values are the same; texts in any case, because names of events and ids are.</summary>
    public static bool IsSame(JsonNode? one, JsonNode? other) =>
        one?.GetValueKind() == JsonValueKind.String && other?.GetValueKind() == JsonValueKind.String
            ? string.Equals(one.ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase)
            : JsonNode.DeepEquals(one, other);

    /// <summary>Takes them back, also when the flow failed or was stopped; who cannot be reached keeps them.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource late = new(UnregisterPatience, time);
        try
        {
            foreach (var address in registered)
                await http.SendAsync(new(HttpMethod.Delete, address), late.Token);
        }
        catch (OperationCanceledException)
        {
            // The API is gone; an address that nobody listens at suspends its trigger.
        }
        finally
        {
            if (receiver is not null)
                await receiver.DisposeAsync();
        }
    }

    private async Task<string?> RegisterAsync(FlowTrigger trigger, CancellationToken ct)
    {
        receiver ??= await TriggerReceiver.StartAsync(ct);
        JsonObject config;
        try
        {
            config = (JsonObject)values.Fill(trigger.Config)!;
        }
        catch (FlowException e)
        {
            return e.Message;
        }

        config["url"] = receiver.AddressOf(trigger.Id).ToString();
        var reply = await http.SendAsync(
            new(HttpMethod.Post, $"v1/triggers/{trigger.Kind}", new JsonObject { ["config"] = config }.ToJsonString()), ct);
        if (reply.Status != 201)
            return reply.Says();
        if (AddressOf(reply, trigger) is not { } address)
            return "the answer does not say how to take it back.";
        registered.Add(address);
        return null;
    }

    // Power Automate calls what Location says. Here it must be the same API: nothing goes beyond this machine.
    private static string? AddressOf(FlowReply reply, FlowTrigger trigger) =>
        reply.Location is { } location
            ? (location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString).TrimStart('/')
            : (reply.Body as JsonObject)?["id"]?.ToString() is { Length: > 0 } id ? $"v1/triggers/{trigger.Kind}/{Uri.EscapeDataString(id)}" : null;
}
