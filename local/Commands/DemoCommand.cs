using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Local.Commands.Demo;
using NimbusFunctions.Local.Commands.Journal;
using Spectre.Console;

namespace NimbusFunctions.Local.Commands;

/// <summary><c>demo</c>: a whole day on free ports, told as a table, with nothing left running.</summary>
internal static class DemoCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(LocalConsole console)
    {
        EditionArguments arguments = new();
        Option<string?> json = new("--json") { Description = "Also writes the day as data.", HelpName = "FILE" };
        Command demo = new("demo", "Runs a whole day in a simulated tenant, shows what the API said, and stops everything again.");
        arguments.AddSizeTo(demo);
        demo.Options.Add(json);
        demo.SetAction((parsed, stop) => RunAsync(arguments.ReadSize(parsed), parsed.GetValue(json), console, stop));
        return demo;
    }

    private static async Task<int> RunAsync(LocalEditionOptions options, string? file, LocalConsole console, CancellationToken stop)
    {
        LastWords journal = new();
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            DemoReport report;
            await using (var edition = await LocalEdition.StartAsync(options with { FirstSync = false }, journal, console.Out, stop))
            {
                console.Line("Living through a day in the tenant's directory ...");
                report = await PlayAsync(edition, options, began, stop);
            }

            if (file is not null)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Readable) + "\n", stop);

            return Tell(report, journal, console);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.Error("The demo was stopped before its end.");
            return 1;
        }
        catch (LocalEditionException e)
        {
            console.Error(WithLastWords(e.Message, journal));
            return 1;
        }
    }

    private static async Task<DemoReport> PlayAsync(LocalEdition edition, LocalEditionOptions options, long began, CancellationToken ct)
    {
        var tenant = edition.Simulator.Tenants[0];
        using var http = LoopbackHttp.Create(edition.Api);
        using var simulator = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        ControlClient control = new(simulator);
        TenantApi api = new(new JsonCalls(http, () => edition.TokenForSystem(tenant.Id)), tenant.Id);
        var cast = DemoCast.Choose(await control.TeamsAsync(tenant.Id, ct), await control.UsersAsync(tenant.Id, ct), tenant.AdminUpn);
        DemoDay day = new(api, token => new(new JsonCalls(http, () => token), tenant.Id), control, cast);

        var steps = await new DemoStage(api).PlayAsync(day.Scenes(), ct);
        if (DemoReport.FirstFailureOf(steps) is null)
            steps = [.. steps, .. await new DemoFlow(edition.Api, control, tenant.Id).PlayAsync(ct)];
        var failure = DemoReport.FirstFailureOf(steps);
        return new(
            failure is null,
            failure,
            Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1),
            new(tenant.Id, tenant.Name, tenant.Domain, options.Seed, options.Users, options.Teams),
            (await TryAsync(() => api.UsersAsync(ct)))?.Count,
            (await TryAsync(() => api.ServicesAsync(ct)))?.Count,
            await TryAsync(() => api.SyncAsync(ct)),
            steps);
    }

    // After a failure the API may say nothing more; the failure is then still what must be told.
    private static async Task<T?> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (Failure.Explain(e) is not null)
        {
            return null;
        }
    }

    private static int Tell(DemoReport report, LastWords journal, LocalConsole console)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("step", "expected", "found", "holds", "seconds");
        table.Columns[^1].RightAligned();
        foreach (var step in report.Steps)
            table.AddRow(Markup.Escape(step.Step), Markup.Escape(step.Expected), Markup.Escape(step.Found), step.Holds ? "yes" : "NO", Seconds(step.Seconds));

        console.Show(table);
        if (report.FirstFailure is not { } failure)
        {
            console.Line(string.Create(CultureInfo.InvariantCulture, $"Everything held: {report.Services} services, {report.Users} users, {report.Seconds:0.0} seconds with the start. Nothing is left running."));
            return 0;
        }

        console.Error(WithLastWords(failure, journal));
        return 1;
    }

    private static string WithLastWords(string failure, LastWords journal) =>
        journal.Last is { } last ? $"{failure} The last thing that went wrong: {last}" : failure;

    private static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
}
