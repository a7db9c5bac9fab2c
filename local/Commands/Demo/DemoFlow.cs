using System.Globalization;
using System.Text.Json.Nodes;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Local.Commands.Demo;

/// <summary>The day's flow, the sample that is part of this program: it posts a task, hears of it, changes it and ends it.</summary>
/// <param name="api">Where the API answers.</param>
/// <param name="control">The simulated tenants.</param>
/// <param name="tenant">The tenant's id; the flow's connection is its administrator's.</param>
internal sealed class DemoFlow(Uri api, ControlClient control, string tenant)
{
    private const string Resource = "demo-flow.json";

    // Nothing should be sent again in a demo; if it is, nobody wants to wait for a minute.
    private const int Faster = 50;

    /// <summary>Plays it and tells each of its steps; the last one does not hold where the flow failed.</summary>
    public async Task<IReadOnlyList<DemoStep>> PlayAsync(CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            using var connection = await FlowConnection.OpenAsync(api, control, tenant, null, ct);
            var outcome = await new FlowPlayer(connection, new(Faster), TimeProvider.System).PlayAsync(Read(), _ => { }, ct);
            return outcome is { Steps: [], Fault: { } fault } ? [NotTurnedOn(fault.ToString())] : [.. outcome.Steps.Select(Tell)];
        }
        catch (Exception e) when (Failure.Explain(e) is { } line)
        {
            return [NotTurnedOn(line)];
        }

        DemoStep NotTurnedOn(string found) => new("flow: turned on", "its trigger registered", found, Holds: false, Seconds(TimeProvider.System.GetElapsedTime(began)));
    }

    private static DemoStep Tell(StepResult result) => new(
        $"flow: {result.Step.Kind.Says}", Expected(result.Step), result.Failure ?? result.Status, result.Failure is null, Seconds(result.Time));

    private static string Expected(FlowStep step) => step.Kind == StepKind.Wait
        ? $"told of {(step.Fields["where"] as JsonObject)?["event"]?.ToString() ?? "an event"}"
        : string.Join(" or ", step.Expected.Select(status => status.ToString(CultureInfo.InvariantCulture)));

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 2);

    private static FlowFile Read()
    {
        using StreamReader reader = new(typeof(DemoFlow).Assembly.GetManifestResourceStream(Resource)!);
        return FlowReader.Read(Resource, reader.ReadToEnd(), out var faults)
            ?? throw new InvalidOperationException($"The demo's flow is wrong: {faults[0]}");
    }
}
