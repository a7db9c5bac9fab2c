namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>The problem document of a task beyond the cap, with the figures that a flow can act on.</summary>
/// <param name="Limit">The cap in force.</param>
/// <param name="InUse">How many tasks have a slot.</param>
/// <param name="Modality">Of which modality.</param>
/// <param name="Service">The id of the service.</param>
/// <param name="OldestHeldSince">Since when the oldest arrival waits for a slot; left out where none does.</param>
internal sealed record LimitReachedProblem(
    string Type,
    string Title,
    int Status,
    string Detail,
    int Limit,
    int InUse,
    string Modality,
    string Service,
    DateTimeOffset? OldestHeldSince,
    string? TraceId);
