using System.Text.Json;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>What must be true when the day is over and hours have been quiet: every lease is over by then.</summary>
internal sealed class TaskOutcome(TaskWorld world, TaskDay day)
{
    public void Check()
    {
        var ended = world.Rows("History", null).Select(TaskRow.Read).ToList();
        foreach (var twice in ended.GroupBy(task => task.Id).Where(rows => rows.Count() > 1))
            world.Fail($"Task {twice.Key} ended {twice.Count()} times.");
        foreach (var modality in Enum.GetValues<Modality>())
            CheckPartition(TaskPartition.Of(TaskWorld.Tenant, TaskDay.Service, modality));
        var ids = ended.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, taskId) in day.Answers)
        {
            if (!ids.Contains(taskId))
                world.Fail($"Task {taskId} was admitted and is nowhere.");
            if (ended.Count(task => task.ClientReference == key) != 1)
                world.Fail($"Key {key} made {ended.Count(task => task.ClientReference == key)} tasks.");
        }

        foreach (var lost in day.Admitted.Where(id => !ids.Contains(id)))
            world.Fail($"Task {lost} was admitted without a key and is nowhere.");
        foreach (var kept in day.Refused.Where(ids.Contains))
            world.Fail($"Of task {kept} was said that nothing is stored, and it is.");
        foreach (var arrival in day.Arrived.Where(id => !ids.Contains(id)))
            world.Fail($"Arrival {arrival} is lost.");
        CheckMessages(ended);
    }

    private void CheckPartition(TaskPartition partition)
    {
        var book = world.Row(partition, SlotRow.Key) is { } row ? SlotRow.Read(row) : SlotBook.Empty;
        if (book.InUse > 0)
            world.Fail($"{partition.Modality}: slots outlived their leases: {string.Join(' ', book.Taken)}.");
        if (book.Held > 0 || book.OldestHeld is not null || book.SentBack is not null)
            world.Fail($"{partition.Modality}: somebody still stands in line: {book}.");
        foreach (var prefix in new[] { LaneRows.TaskPrefix, LaneRows.HeldPrefix, LaneRows.SentBackPrefix, LaneRows.OutboxPrefix })
        {
            if (world.Rows(partition, prefix) is { Count: > 0 } rows)
                world.Fail($"{partition.Modality}: rows are left: {string.Join(' ', rows.Select(left => left.RowKey))}.");
        }
    }

    private void CheckMessages(List<ContactTask> ended)
    {
        var told = world.Sent.Values.Select(body => JsonSerializer.Deserialize(body, NimbusJson.Default.Dispatch)!.TaskId).CountBy(id => id).ToDictionary();
        foreach (var (taskId, count) in told.Where(task => task.Value > 1))
            world.Fail($"Task {taskId} was dispatched {count} times.");
        foreach (var task in ended.Where(task => task.CompletionReason == "Completed" && task.State == TaskState.Terminated && task.Due is null && !told.ContainsKey(task.Id)))
        {
            // Ended while it waited in line, it never had an engine.
            if (world.OrderOf(task.Id) is null)
                world.Fail($"Task {task.Id} was never dispatched.");
        }
    }
}
