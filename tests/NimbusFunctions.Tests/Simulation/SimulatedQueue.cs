using Azure.Messaging.ServiceBus;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// A queue with sessions: a tenant's messages go to one instance at a time, in order, at least once. Its lock can
/// get lost, and then another instance gets the same session.
/// </summary>
internal sealed class SimulatedQueue(World world)
{
    private const int MostDeliveries = 20;

    // infra/queues.json
    private static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(10);

    private readonly List<QueuedMessage> messages = [];
    private readonly Dictionary<string, (QueuedMessage Message, Instance Holder)> locks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> underWay = new(StringComparer.Ordinal);
    private readonly List<(string Session, TaskCompletionSource Next)> awaiting = [];
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    /// <summary>Whether anything is delivered or could be now.</summary>
    public bool Busy => locks.Count > 0 || messages.Exists(message => message.Visible <= world.Time.GetUtcNow());

    /// <summary>Whether anything is there of a tenant, now or later.</summary>
    public bool Holds(string session) => locks.ContainsKey(session) || messages.Exists(message => message.Session == session);

    /// <summary>How many instances work on a tenant's messages; those that were killed at it count too.</summary>
    public int UnderWay(string session) => underWay.GetValueOrDefault(session);

    /// <summary>Ends when an instance next gets a message of the tenant.</summary>
    public Task NextDeliveryAsync(string session)
    {
        var next = new TaskCompletionSource();
        awaiting.Add((session, next));
        return next.Task;
    }

    /// <summary>Stores a message, unless one with its id came within the window.</summary>
    public void Take(ServiceBusMessage message)
    {
        var now = world.Time.GetUtcNow();
        var id = message.MessageId ?? Guid.NewGuid().ToString();
        if (seen.TryGetValue(id, out var before) && now - before < DuplicateWindow)
            return;
        seen[id] = now;
        var visible = message.ScheduledEnqueueTime > now ? message.ScheduledEnqueueTime : now;
        if (world.Chances.Chance(world.Weather.Duplicates))
            visible += TimeSpan.FromSeconds(world.Chances.Below(90));
        messages.Add(new(
            new TriggeredMessage
            {
                Body = message.Body,
                MessageId = id,
                SessionId = message.SessionId,
                ApplicationProperties = message.ApplicationProperties.ToDictionary(pair => pair.Key, pair => (object?)pair.Value),
            },
            visible));
        DispatchAt(visible);
    }

    /// <summary>Delivers what can be delivered.</summary>
    public void Dispatch()
    {
        var now = world.Time.GetUtcNow();
        foreach (var session in messages.Where(message => message.Visible <= now).GroupBy(message => message.Session).ToList())
        {
            if (!locks.ContainsKey(session.Key) && world.Alive is { Count: > 0 } alive)
                _ = world.Observe(DeliverAsync(session.First(), world.Chances.Pick(alive)));
        }
    }

    /// <summary>The locks of a killed instance run out.</summary>
    public async Task ExpireAsync(Instance dead)
    {
        await Task.Delay(LockDuration, world.Time, CancellationToken.None);
        foreach (var session in locks.Where(held => held.Value.Holder == dead).Select(held => held.Key).ToList())
            locks.Remove(session);
        Dispatch();
    }

    private async Task DeliverAsync(QueuedMessage message, Instance instance)
    {
        var held = (message, instance);
        locks[message.Session] = held;
        message.Deliveries++;
        if (world.Chances.Chance(world.Weather.LostLocks))
            _ = world.Observe(LoseAsync(held));
        await world.Pump.TurnAsync(() => instance.Alive);
        world.Trace.Add($"{instance.Name} gets {message.Message.MessageId}, delivery {message.Deliveries}");
        var done = true;
        if (UnderWay(message.Session) > 0)
            world.Met.Add(Encounters.TwoAtOnce);
        underWay[message.Session] = UnderWay(message.Session) + 1;
        foreach (var waiter in awaiting.Where(waiter => waiter.Session == message.Session).ToList())
        {
            awaiting.Remove(waiter);
            waiter.Next.SetResult();
        }

        try
        {
            await instance.Runner.RunAsync(SyncScheduler.Queue, message.Message, instance.Triggers.SyncAsync, CancellationToken.None);
        }
        catch (Exception failure) when (failure is Azure.RequestFailedException or ServiceBusException)
        {
            done = false;
        }

        underWay[message.Session]--;
        world.Trace.Add($"{instance.Name} ends {message.Message.MessageId}{(done ? "" : " without storing its outcome")}");
        if (locks.GetValueOrDefault(message.Session) != held)
            return;
        locks.Remove(message.Session);
        if (done && !world.Chances.Chance(world.Weather.Duplicates))
            messages.Remove(message);
        else if (message.Deliveries >= MostDeliveries)
            throw new InvalidOperationException($"Message {message.Message.MessageId} burnt all its deliveries.");
        Dispatch();
    }

    /// <summary>The lock is lost while the holder goes on; whoever comes next gets the same message.</summary>
    private async Task LoseAsync((QueuedMessage Message, Instance Holder) held)
    {
        for (var turns = world.Chances.Below(60); turns > 0; turns--)
            await world.Pump.TurnAsync(() => true);
        if (locks.GetValueOrDefault(held.Message.Session) != held)
            return;
        world.Met.Add(Encounters.LostLock);
        world.Trace.Add($"{held.Holder.Name} loses the lock of {held.Message.Message.MessageId}");
        locks.Remove(held.Message.Session);
        Dispatch();
    }

    private void DispatchAt(DateTimeOffset moment)
    {
        var wait = moment - world.Time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            Dispatch();
        else
            _ = world.Observe(LaterAsync(wait));
    }

    private async Task LaterAsync(TimeSpan wait)
    {
        await Task.Delay(wait, world.Time, CancellationToken.None);
        Dispatch();
    }
}
