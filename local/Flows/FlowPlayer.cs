using System.Globalization;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>Plays a flow once: turns it on, carries out its steps, turns it off.</summary>
/// <param name="connection">The flow's connection.</param>
/// <param name="policy">When it sends again.</param>
/// <param name="time">The time of pauses and of <c>{{now}}</c>.</param>
internal sealed class FlowPlayer(FlowConnection connection, ResendPolicy policy, TimeProvider time)
{
    /// <param name="file">The flow.</param>
    /// <param name="tell">Takes one line for each thing that was done.</param>
    /// <param name="ct">Ends it; what was registered is taken back all the same.</param>
    public async Task<FlowOutcome> PlayAsync(FlowFile file, Action<string> tell, CancellationToken ct)
    {
        var run = Guid.NewGuid().ToString("N");
        FlowHttp http = new(connection.Http, policy, time, Random.Shared.NextDouble);
        FlowValues values = new(time);
        values.Set(FlowReader.Run, new JsonObject { ["id"] = run });
        values.Set(FlowReader.Tenant, new JsonObject { ["id"] = connection.Tenant });
        values.Set(FlowReader.User, new JsonObject { ["upn"] = connection.User });

        tell($"Flow '{file.Name}' as {connection.User}, run {run}");
        if (await FindServiceAsync(http, values, ct) is { } noService)
            return new([], new("the flow", noService));

        await using FlowTriggers triggers = new(http, values, time);
        if (await triggers.RegisterAsync(file.Triggers, ct) is { } unregistered)
            return new([], unregistered);
        if (file.Triggers.Count > 0)
            tell(string.Create(CultureInfo.InvariantCulture, $"ok    turned on: {file.Triggers.Count} trigger registered, taken back at the end"));

        List<StepResult> done = [];
        var failed = await new FlowRun(http, values, connection.Tenant, triggers, time).RunAsync(
            file.Steps,
            step =>
            {
                done.Add(step);
                tell(step.Line);
            },
            ct);
        return new(done, failed is null ? null : new(failed.Step.Place, $"step '{failed.Step.Id}': {failed.Failure}"));
    }

    /// <summary>The designer's list of services: its first is <c>{{service}}</c>. Who may post nothing has none.</summary>
    private static async Task<string?> FindServiceAsync(FlowHttp http, FlowValues values, CancellationToken ct)
    {
        var reply = await http.SendAsync(new(HttpMethod.Get, "v1/ExternalTasks/service-contacts"), ct);
        if (reply.Status is not (200 or 403))
            return $"the user's services cannot be listed: {reply.Says()}";
        if ((reply.Body as JsonArray)?.FirstOrDefault() is { } first)
            values.Set(FlowReader.Service, first);
        return null;
    }
}
