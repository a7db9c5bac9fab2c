namespace NimbusFunctions.Callbacks.Registration;

/// <summary>The body of <c>POST /v1/triggers/scheduler-entries</c>.</summary>
internal sealed record EntryTriggerBody(EntryTriggerConfig? Config = null)
{
    public TriggerWish ToWish() => new(
        TriggerKind.SchedulerEntries, Config?.Url, Config?.Services, "schedulerEntryEvents", Config?.SchedulerEntryEvents, Config?.Modalities, Config?.Directions)
    { HasConfig = Config is not null };
}

/// <summary>What a trigger of scheduler entries is.</summary>
internal sealed record EntryTriggerConfig(
    string? Url = null,
    IReadOnlyList<string?>? Services = null,
    IReadOnlyList<string?>? SchedulerEntryEvents = null,
    IReadOnlyList<string?>? Modalities = null,
    IReadOnlyList<string?>? Directions = null);
