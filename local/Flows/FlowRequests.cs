using System.Globalization;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>What a step asks of the API: pure, but for the values that are known.</summary>
/// <param name="values">What earlier steps were answered.</param>
/// <param name="run">The run's id, which names its posts.</param>
internal sealed class FlowRequests(FlowValues values, string run)
{
    /// <summary>The post of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="number">Which of its posts it is, from 1.</param>
    /// <exception cref="FlowException">A value is missing.</exception>
    public FlowRequest Post(FlowStep step, int number)
    {
        var body = values.Fill(step.Fields["body"]) as JsonObject ?? [];
        var key = string.Create(CultureInfo.InvariantCulture, $"{run}-{step.Id}-{number}");
        if (step.Naming == PostNaming.Reference && (body["clientReference"] is null || step.Until is not null))
            body["clientReference"] = key;
        return new(
            HttpMethod.Post,
            step.Kind == StepKind.PostTask ? "v1/ExternalTasks" : "v1/scheduler-entries",
            body.ToJsonString(),
            step.Naming == PostNaming.Header ? key : null);
    }

    /// <summary>The other calls of a step, one for each thing that it is about.</summary>
    /// <exception cref="FlowException">A value is missing.</exception>
    public IReadOnlyList<FlowRequest> Others(FlowStep step) => step.Kind switch
    {
        _ when step.Kind == StepKind.UpdateTask => [.. Ids(step, "task").Select(id =>
            new FlowRequest(HttpMethod.Put, $"v1/tasks/{id}", (values.Fill(step.Fields["body"]) ?? new JsonObject()).ToJsonString()))],
        _ when step.Kind == StepKind.CancelTask => [.. Ids(step, "task").Select(id => new FlowRequest(HttpMethod.Delete, $"v1/ExternalTasks/{id}"))],
        _ => [.. Ids(step, "entry").Select(id => new FlowRequest(HttpMethod.Delete, $"v1/scheduler-entries/{id}"))],
    };

    private IEnumerable<string> Ids(FlowStep step, string field)
    {
        List<string> ids = values.Fill(step.Fields[field]) switch
        {
            JsonArray several => [.. several.Select(one => one?.ToString() ?? "")],
            JsonValue one => [one.ToString()],
            _ => [],
        };
        return ids.Count > 0 && ids.All(id => id.Length > 0)
            ? ids.Select(Uri.EscapeDataString)
            : throw new FlowException($"{field} holds no id.");
    }
}
