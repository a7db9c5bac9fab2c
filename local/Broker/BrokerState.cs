using System.Text.Json;

namespace NimbusFunctions.Local.Broker;

/// <summary>Keeps the contents of all queues in one file, replaced as a whole.</summary>
internal sealed class BrokerState(string directory)
{
    private string FilePath => Path.Combine(directory, "broker.json");

    /// <summary>Fills the queues. What belongs to a queue that no longer exists is left out.</summary>
    /// <exception cref="InvalidDataException">The file is not one that <see cref="Save"/> wrote.</exception>
    public void Load(MessageBroker broker)
    {
        if (!File.Exists(FilePath))
            return;
        try
        {
            var kept = JsonSerializer.Deserialize<QueueSnapshot[]>(File.ReadAllBytes(FilePath)) ?? [];
            foreach (var queue in broker.Queues)
            {
                if (Array.Find(kept, snapshot => string.Equals(snapshot.Name, queue.Definition.Name, StringComparison.OrdinalIgnoreCase)) is { } own)
                    queue.Restore(own);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"The broker's state in {FilePath} cannot be read: {e.Message} Remove the file to start with empty queues.", e);
        }
    }

    /// <summary>Writes all queues. A crash while writing leaves the file as it was.</summary>
    public void Save(MessageBroker broker)
    {
        Directory.CreateDirectory(directory);
        var draft = FilePath + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(broker.Queues.Select(queue => queue.Snapshot())));
        File.Move(draft, FilePath, overwrite: true);
    }
}
