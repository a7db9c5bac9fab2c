using System.Text.Json;

namespace NimbusFunctions.Tasks.LifeCycle;

/// <summary>What an outbound task says of its attempts; every other task has one attempt and no queue time of its own.</summary>
internal static class OutboundTimes
{
    /// <summary>How often it is tried, at least 1.</summary>
    public static int MostAttempts(ContactTask task) =>
        task.Modality == Modality.Outbound && Number(task, "maxAttempts") is { } most and > 1 ? most : 1;

    /// <summary>When it has waited for a user as long as it may; null where it does not wait or may wait for ever.</summary>
    public static DateTimeOffset? QueueEnd(ContactTask task)
    {
        if (task.Modality != Modality.Outbound || task.State != TaskState.InQueue || Number(task, "maxQueueTimeInSeconds") is not { } seconds)
            return null;
        return (task.Due is { } due && due > task.StateSince ? due : task.StateSince) + TimeSpan.FromSeconds(seconds);
    }

    // The content is what was posted, with its defaults in, and may have been added to since.
    private static int? Number(ContactTask task, string name)
    {
        using var content = JsonDocument.Parse(task.Content);
        return content.RootElement.ValueKind == JsonValueKind.Object
            && content.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var number)
                ? number
                : null;
    }
}
