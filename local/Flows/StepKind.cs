namespace NimbusFunctions.Local.Flows;

/// <summary>What a step can do.</summary>
/// <param name="Name">Its word in the file.</param>
/// <param name="Says">What it does, for whoever reads along.</param>
/// <param name="Needs">The fields that it must have.</param>
/// <param name="May">Those that it may have, beside what every step may.</param>
internal sealed record StepKind(string Name, string Says, IReadOnlyList<string> Needs, IReadOnlyList<string> May)
{
    public static readonly StepKind PostTask = new("post-external-task", "post an external task", ["body"], ["idempotency", "until", "atMost"]);
    public static readonly StepKind ScheduleCall = new("schedule-call", "schedule an outbound call", ["body"], ["idempotency", "until", "atMost"]);
    public static readonly StepKind UpdateTask = new("update-task", "update what is known of a task", ["task", "body"], []);
    public static readonly StepKind CancelTask = new("cancel-task", "cancel external tasks", ["task"], []);
    public static readonly StepKind CancelCall = new("cancel-call", "cancel scheduled calls", ["entry"], []);
    public static readonly StepKind Usage = new("usage", "read how the service's slots are used", [], ["service"]);
    public static readonly StepKind Wait = new("wait", "wait for the trigger", ["trigger"], ["where", "seconds"]);

    public static IReadOnlyList<StepKind> All { get; } = [PostTask, ScheduleCall, UpdateTask, CancelTask, CancelCall, Usage, Wait];

    /// <summary>The kind of a name; null where there is none.</summary>
    public static StepKind? Find(string? name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Makes a task of its own each time.</summary>
    public bool IsPost => this == PostTask || this == ScheduleCall;
}
