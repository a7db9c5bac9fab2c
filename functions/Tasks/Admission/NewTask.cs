namespace NimbusFunctions.Tasks.Admission;

/// <summary>A task that a flow posts.</summary>
/// <param name="Task">As it is to be stored.</param>
/// <param name="Answer">What the flow is answered once it is, as JSON.</param>
/// <param name="Key">What it is repeated by; null: the caller gave nothing.</param>
/// <param name="DryRun">Says what would become of it and stores nothing.</param>
internal sealed record NewTask(ContactTask Task, string Answer, IdempotencyKey? Key = null, bool DryRun = false);
