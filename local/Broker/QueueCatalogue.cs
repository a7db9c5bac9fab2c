using System.Text.Json;
using System.Xml;

namespace NimbusFunctions.Local.Broker;

/// <summary>Reads the list of queues that the deployment to Azure creates, so that the local edition has the same.</summary>
internal static class QueueCatalogue
{
    /// <summary>Reads <c>infra/queues.json</c>, or its copy beside the executable.</summary>
    /// <exception cref="InvalidDataException">A value is missing or out of the range that Service Bus allows; the text names file and value.</exception>
    public static IReadOnlyList<QueueDefinition> Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var queues = root.GetProperty("queues").EnumerateArray().Select(queue => Read(root, queue)).ToArray();
            var twice = queues.GroupBy(queue => queue.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
            return twice is null ? queues : throw new InvalidDataException($"{path}: the queue {twice.Key} is there twice.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private static QueueDefinition Read(JsonElement common, JsonElement queue)
    {
        var name = queue.GetProperty("name").GetString() ?? throw new FormatException("A queue has no name.");
        var definition = new QueueDefinition(
            name,
            queue.GetProperty("requiresSession").GetBoolean(),
            Duration(common, "lockDuration"),
            common.GetProperty("maxDeliveryCount").GetInt32(),
            Duration(common, "duplicateDetectionHistoryTimeWindow"),
            queue.TryGetProperty("readBy", out var readBy) ? readBy.GetString() ?? string.Empty : string.Empty)
        {
            DeadLetterOnExpiration = queue.TryGetProperty("deadLetteringOnMessageExpiration", out var onExpiration) && onExpiration.GetBoolean(),
        };
        return Check(definition);
    }

    private static TimeSpan Duration(JsonElement common, string name) =>
        XmlConvert.ToTimeSpan(common.GetProperty(name).GetString() ?? throw new FormatException($"{name} is missing."));

    // The ranges are those of Microsoft.ServiceBus/namespaces/queues.
    private static QueueDefinition Check(QueueDefinition queue)
    {
        if (queue.Name.Length is 0 or > 260 || !queue.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/'))
            throw new FormatException($"'{queue.Name}' is not a name for a queue.");
        if (queue.LockDuration < TimeSpan.FromSeconds(5) || queue.LockDuration > TimeSpan.FromMinutes(5))
            throw new FormatException("lockDuration must be from 5 seconds to 5 minutes.");
        if (queue.MaxDeliveryCount is < 1 or > 2000)
            throw new FormatException("maxDeliveryCount must be from 1 to 2000.");
        if (queue.DuplicateDetectionWindow != TimeSpan.Zero
            && (queue.DuplicateDetectionWindow < TimeSpan.FromSeconds(20) || queue.DuplicateDetectionWindow > TimeSpan.FromDays(7)))
            throw new FormatException("duplicateDetectionHistoryTimeWindow must be from 20 seconds to 7 days.");
        return queue;
    }
}
