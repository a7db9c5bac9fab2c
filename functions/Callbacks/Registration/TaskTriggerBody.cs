namespace NimbusFunctions.Callbacks.Registration;

/// <summary>The body of <c>POST /v1/triggers/tasks</c>.</summary>
internal sealed record TaskTriggerBody(TaskTriggerConfig? Config = null)
{
    public TriggerWish ToWish() => new(
        TriggerKind.Tasks, Config?.Url, Config?.Services, "taskEvents", Config?.TaskEvents, Config?.Modalities, Config?.Directions)
    { HasConfig = Config is not null };
}

/// <summary>What a trigger of tasks is.</summary>
/// <param name="Url">Where the flow is told.</param>
/// <param name="Services">UPNs.</param>
/// <param name="TaskEvents">Values of the connector's list.</param>
/// <param name="Modalities">Values of the connector's list; left out or empty: all.</param>
/// <param name="Directions">Values of the connector's list; left out or empty: all.</param>
internal sealed record TaskTriggerConfig(
    string? Url = null,
    IReadOnlyList<string?>? Services = null,
    IReadOnlyList<string?>? TaskEvents = null,
    IReadOnlyList<string?>? Modalities = null,
    IReadOnlyList<string?>? Directions = null);
