using System.Text.Json;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.IntegrationTests.Broker;

/// <summary>Reads <c>task-dispatch</c> as an engine that only wants tasks.</summary>
internal static class Dispatches
{
    /// <summary>Locks the next task; signals that somebody is free, which come at any time, are done with.</summary>
    /// <exception cref="TimeoutException">No task came.</exception>
    public static async Task<LockedMessage> NextTaskAsync(this BrokerQueue queue, TimeSpan patience, CancellationToken stop)
    {
        while (await queue.ReceiveAsync(patience, stop) is { } message)
        {
            using var body = JsonDocument.Parse(message.Message.Body);
            if (body.RootElement.TryGetProperty("taskId", out _))
                return message;
            queue.Complete(message.LockToken);
        }

        throw new TimeoutException("No task was dispatched.");
    }
}
