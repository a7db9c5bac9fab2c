using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>A webhook that a flow registers.</summary>
/// <param name="Id">Its name in the file.</param>
/// <param name="Kind"><c>tasks</c> or <c>scheduler-entries</c>, as in the address.</param>
/// <param name="Config">What is registered beside the address: services, events, modalities, directions.</param>
/// <param name="Place">Where it stands in the file.</param>
internal sealed record FlowTrigger(string Id, string Kind, JsonObject Config, string Place)
{
    public const string Tasks = "tasks";
    public const string SchedulerEntries = "scheduler-entries";
}
