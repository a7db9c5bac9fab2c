using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks;

/// <summary>The rows <c>t|{task}</c>, and <c>w|{order}|{task}</c> of those that wait for a slot.</summary>
internal static class TaskRow
{
    public static string Key(string taskId) => LaneRows.TaskPrefix + taskId;

    public static TableEntity Write(TaskPartition partition, ContactTask task, string? key = null) => new(partition.Key, key ?? Key(task.Id))
    {
        // For whoever looks at the table; what counts is the text.
        ["Service"] = task.ServiceId,
        ["Modality"] = task.Modality.ToString(),
        ["State"] = task.State.ToString(),
        // Null is left out: who looks for tasks that are with a user asks for rows that have the column.
        ["User"] = task.IsWithUser ? task.UserId : null,
        ["Json"] = JsonSerializer.Serialize(task with { Content = "" }, NimbusJson.Default.ContactTask),
        // In a column of its own: as text within JSON every quotation mark would take six characters.
        ["Content"] = task.Content,
    };

    public static ContactTask Read(TableEntity row)
    {
        var task = JsonSerializer.Deserialize(row.Text("Json"), NimbusJson.Stored.ContactTask)
            ?? throw new InvalidDataException("A row of a task holds none.");
        return task with { Content = row.Text("Content") };
    }
}
