namespace NimbusFunctions.Tasks.Slots;

/// <summary>One of a service's places, taken by a task until it ends or the lease does.</summary>
/// <param name="TaskId">Who has it.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When the lease ends: what is heard of the task extends it.</param>
internal sealed record Slot(string TaskId, DateTimeOffset Since, DateTimeOffset Until);
