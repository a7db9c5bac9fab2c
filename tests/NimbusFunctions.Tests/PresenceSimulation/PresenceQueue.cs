using Azure.Messaging.ServiceBus;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>The queue <c>presence</c>: messages live as long as they say, and now and then come twice or late.</summary>
internal sealed class PresenceQueue(PresenceWorld world)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int waiting;

    public void Take(ServiceBusMessage message)
    {
        if (!seen.Add(message.MessageId!))
            return;
        var expires = world.Time.GetUtcNow() + message.TimeToLive;
        if (++waiting > 1)
            world.Fail("Two polls of a tenant are queued.");
        _ = world.Observe(WaitAsync(message.Body.ToString(), expires));
        if (world.Chances.Chance(world.Weather.Duplicates))
            _ = world.Observe(DeliverAgainAsync(message.Body.ToString()));
    }

    /// <summary>Delivered when somebody has time, or never.</summary>
    private async Task WaitAsync(string body, DateTimeOffset expires)
    {
        try
        {
            // A little of everything: at once, late, and too late.
            while (world.Rough && world.Chances.Chance(0.3) && world.Time.GetUtcNow() + TimeSpan.FromSeconds(3) < expires)
                await Task.Delay(TimeSpan.FromSeconds(3), world.Time, CancellationToken.None);
            if (world.Alive.Count == 0)
            {
                // Its time is over just before the next one comes.
                await Task.Delay(expires - world.Time.GetUtcNow(), world.Time, CancellationToken.None);
                return;
            }
        }
        finally
        {
            waiting--;
        }

        await DeliverAsync(body);
    }

    private async Task DeliverAgainAsync(string body)
    {
        await Task.Delay(TimeSpan.FromSeconds(world.Chances.Below(60)), world.Time, CancellationToken.None);
        await DeliverAsync(body);
    }

    private async Task DeliverAsync(string body)
    {
        if (world.Alive is not { Count: > 0 } alive)
            return;
        var process = world.Chances.Pick(alive);
        await world.Pump.TurnAsync(() => process.Alive);
        world.Trace.Add($"{process.Name} gets {body}");
        await process.Poller.PollAsync(new QueueMessage(PresenceScheduler.Queue, body, null, 0, world.Time.GetUtcNow()), CancellationToken.None);
    }
}
