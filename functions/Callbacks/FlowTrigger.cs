using System.Text.Json.Serialization;

namespace NimbusFunctions.Callbacks;

/// <summary>A flow that asked to be told what becomes of tasks: a webhook that the connector registered.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Kind">What it is told of.</param>
/// <param name="Address">Where to; holds the flow's signature, so it is in no answer and no log.</param>
/// <param name="Filter">Which news it wants.</param>
/// <param name="UserId">The directory object id of the user whose connection registered it, and whose rights hold for it.</param>
/// <param name="Created">When it was registered.</param>
internal sealed record FlowTrigger(
    string Id, TriggerKind Kind, string Address, TriggerFilter Filter, string UserId, DateTimeOffset Created)
{
    public TriggerHealth Health { get; init; } = TriggerHealth.Fine;
}

/// <summary>What a trigger is told of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TriggerKind>))]
internal enum TriggerKind
{
    Tasks,
    SchedulerEntries,
}

/// <summary>Which news a trigger wants.</summary>
/// <param name="Services">Ids of services, at least one.</param>
/// <param name="Events">Values of the connector's lists of events, at least one.</param>
/// <param name="Modalities">Values of the connector's list; empty: all.</param>
/// <param name="Directions">Values of the connector's list; empty: all.</param>
internal sealed record TriggerFilter(
    IReadOnlyList<string> Services, IReadOnlyList<string> Events, IReadOnlyList<string> Modalities, IReadOnlyList<string> Directions);
