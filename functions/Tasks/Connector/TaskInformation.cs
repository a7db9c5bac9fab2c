using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>What a flow found out about a task, put into the task's content: a pure function.</summary>
internal static class TaskInformation
{
    /// <summary>The task with it. What the flow left out stays as it is.</summary>
    public static ContactTask Put(ContactTask task, TaskInformationBody news)
    {
        var content = JsonNode.Parse(task.Content) as JsonObject ?? [];
        // Of the preferred users an outbound task knows nothing in the definition; the engine may heed them all the same.
        var parameters = task.Modality == Modality.Outbound ? "customCallContextParameters" : "customContextParameters";
        var given = JsonSerializer.SerializeToNode(news, ConnectorJson.Plain.TaskInformationBody)!.AsObject();
        foreach (var (name, value) in given.ToList())
            content[name == "customContextParameters" ? parameters : name] = value?.DeepClone();
        return task with { Content = content.ToJsonString() };
    }
}
