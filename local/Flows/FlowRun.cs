using System.Globalization;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>Carries out the steps of one flow, up to the first that fails.</summary>
/// <param name="http">Calls the API as the flow's user.</param>
/// <param name="values">What is known; takes what each step was answered.</param>
/// <param name="tenant">The tenant's id.</param>
/// <param name="triggers">The flow's webhooks.</param>
/// <param name="time">How long steps take.</param>
internal sealed class FlowRun(FlowHttp http, FlowValues values, string tenant, FlowTriggers triggers, TimeProvider time)
{
    private readonly FlowRequests requests = new(values, values.Fill(JsonValue.Create("{{run.id}}"))!.ToString());

    /// <summary>Carries out step after step.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="done">Is told of each as soon as it is over.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>The step that failed; null: none.</returns>
    public async Task<StepResult?> RunAsync(IReadOnlyList<FlowStep> steps, Action<StepResult> done, CancellationToken ct)
    {
        foreach (var step in steps)
        {
            var result = await StepAsync(step, ct);
            done(result);
            if (result.Failure is not null)
                return result;
            values.Set(step.Id, result.Value);
        }

        return null;
    }

    private async Task<StepResult> StepAsync(FlowStep step, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        try
        {
            var result = step.Kind switch
            {
                _ when step.Kind.IsPost => await PostAsync(step, ct),
                _ when step.Kind == StepKind.Usage => await UsageAsync(step, ct),
                _ when step.Kind == StepKind.Wait => await WaitAsync(step, ct),
                _ => await OthersAsync(step, ct),
            };
            return result with { Time = time.GetElapsedTime(began) };
        }
        catch (FlowException e)
        {
            return new(step, "not done", 0, time.GetElapsedTime(began), null, e.Message);
        }
    }

    private async Task<StepResult> PostAsync(FlowStep step, CancellationToken ct)
    {
        List<FlowReply> replies = [];
        JsonArray ids = [];
        for (var number = 1; number <= step.AtMost; number++)
        {
            var reply = await http.SendAsync(requests.Post(step, number), ct);
            replies.Add(reply);
            if (reply.Body is JsonObject made && (made["id"] ?? made["schedulerEntryId"]) is { } id)
                ids.Add(id.DeepClone());

            // Up to the status that is waited for, everything must go well.
            if (step.Until is null || reply.Status == step.Until || reply.Status != 200)
                break;
        }

        var result = Result(step, replies);
        return step.Until is null || result.Value is not JsonObject last ? result : result with { Value = With(last, "ids", ids) };
    }

    private async Task<StepResult> OthersAsync(FlowStep step, CancellationToken ct)
    {
        List<FlowReply> replies = [];
        foreach (var request in requests.Others(step))
        {
            replies.Add(await http.SendAsync(request, ct));
            if (replies[^1].Status is not { } status || !step.Expected.Contains(status))
                break;
        }

        return Result(step, replies);
    }

    // The usage is asked for by the service's id; whoever writes a flow knows its UPN.
    private async Task<StepResult> UsageAsync(FlowStep step, CancellationToken ct)
    {
        var upn = values.Fill(step.Fields["service"] ?? JsonValue.Create("{{service}}"))?.ToString() ?? "";
        var found = await http.SendAsync(new(HttpMethod.Get, $"v1/tenants/{tenant}/services?search={Uri.EscapeDataString(upn)}"), ct);
        if (found.Status != 200)
            return Result(step, [found]);
        var id = ((found.Body as JsonObject)?["value"] as JsonArray ?? [])
            .FirstOrDefault(one => string.Equals(one?["upn"]?.ToString(), upn, StringComparison.OrdinalIgnoreCase))?["id"]?.ToString()
            ?? throw new FlowException($"there is no service {upn}.");
        var usage = await http.SendAsync(new(HttpMethod.Get, $"v1/tenants/{tenant}/services/{Uri.EscapeDataString(id)}/usage"), ct);
        return Result(step, [found, usage with { Body = ByModality(usage.Body) }]);
    }

    private async Task<StepResult> WaitAsync(FlowStep step, CancellationToken ct)
    {
        var wanted = values.Fill(step.Fields["where"]) as JsonObject ?? [];
        var news = await triggers.WaitAsync(step.Fields["trigger"]!.ToString(), wanted, step.Patience, ct);
        return new(step, $"told of {news["event"]?.ToString() ?? "an event"}", 0, default, news, Unlike(step, news));
    }

    /// <summary>The list of modalities as an object, so that a file can say <c>{{usage.ExternalTask.inUse}}</c>.</summary>
    private static JsonNode? ByModality(JsonNode? usage) => (usage as JsonObject)?["modalities"] is JsonArray modalities
        ? new JsonObject(modalities.Select(one => KeyValuePair.Create(one!["modality"]!.ToString(), (JsonNode?)one.DeepClone())))
        : usage;

    private StepResult Result(FlowStep step, List<FlowReply> replies)
    {
        var last = replies[^1];
        var count = replies.Count > 1 && step.Kind != StepKind.Usage ? string.Create(CultureInfo.InvariantCulture, $" after {replies.Count} calls") : "";
        var failure = last.Status is { } status && step.Expected.Contains(status)
            ? Unlike(step, last.Body)
            : $"expected {string.Join(" or ", step.Expected)}, but {last.Says()}";
        return new(step, $"{last.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer"}{count}", replies.Sum(reply => reply.Resends), default, last.Body, failure);
    }

    /// <summary>What of the answer is not as the file has it; null: nothing.</summary>
    private string? Unlike(FlowStep step, JsonNode? answer)
    {
        var wanted = (JsonObject)values.Fill(step.Answer)!;
        foreach (var (name, value) in wanted)
        {
            var found = name.Split('.').Aggregate(answer, (node, word) => (node as JsonObject)?[word]);
            if (!FlowTriggers.IsSame(found, value))
                return $"expected {name} to be {value?.ToJsonString() ?? "null"}, it is {found?.ToJsonString() ?? "missing"}.";
        }

        return null;
    }

    private static JsonObject With(JsonObject fields, string name, JsonNode value)
    {
        var copy = (JsonObject)fields.DeepClone();
        copy[name] = value;
        return copy;
    }
}
