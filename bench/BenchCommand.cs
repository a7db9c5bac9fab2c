using System.CommandLine;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench;

/// <summary>Reads the command line, runs the bench that it names, and shows what it found: a table, and one JSON line as the last.</summary>
internal static class BenchCommand
{
    private const int Failed = 1;
    private const int Misused = 2;

    /// <returns>0 when the bench was carried out, also with a target missed; 1 when it could not be; 2 for a name that no bench has.</returns>
    public static async Task<int> RunAsync(string[] arguments, LocalConsole console, CancellationToken stop)
    {
        Argument<string?> name = new("name") { Description = $"One of: {Names}.", Arity = ArgumentArity.ZeroOrOne };
        var repetitions = AtLeastOne("--repetitions", "How often everything is measured; the median counts.");
        var seeds = AtLeastOne("--seeds", "How many seeds are tried (soak).");
        Option<int> seed = new("--seed") { Description = "What is left to chance follows from it; the first of several.", DefaultValueFactory = _ => 1 };
        var seconds = AtLeastOne("--seconds", "How long each outage lasts (neighbours).");
        Option<string?> only = new("--only") { Description = "Names of outages with commas between (neighbours)." };
        RootCommand root = new("Measures Nimbus Functions on this machine.") { name, repetitions, seeds, seed, seconds, only };
        root.SetAction((parsed, cancellation) =>
        {
            BenchOptions options = new() { Repetitions = parsed.GetValue(repetitions), Seeds = parsed.GetValue(seeds), Seed = parsed.GetValue(seed), Seconds = parsed.GetValue(seconds), Only = parsed.GetValue(only) };
            return RunAsync(parsed.GetValue(name), options, console, cancellation);
        });

        var parsed = root.Parse(arguments);
        if (parsed.Errors is [var first, ..])
            return Refuse(first.Message, console);

        return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = console.Out }, stop);
    }

    private static string Names => string.Join(", ", Benches.All.Keys);

    private static async Task<int> RunAsync(string? name, BenchOptions options, LocalConsole console, CancellationToken stop)
    {
        if (name is null)
            return Refuse("Name a bench.", console);
        if (!Benches.All.TryGetValue(name, out var run))
            return Refuse($"There is no bench '{name}'.", console);

        try
        {
            var report = await run(options, console, stop);
            console.Show(ReportTable.Of(report));
            console.Line(report.Met ? "Every target is met." : "A target is NOT met.");
            console.Line(report.ToJson());
            return 0;
        }
        catch (Exception e) when (e is BenchException || Failure.Explain(e) is not null)
        {
            console.Error(Failure.Explain(e) ?? e.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.Error("The bench was stopped before its end.");
            return Failed;
        }
    }

    private static Option<int?> AtLeastOne(string name, string description)
    {
        Option<int?> option = new(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
                result.AddError($"{name} must be at least 1.");
        });
        return option;
    }

    private static int Refuse(string problem, LocalConsole console)
    {
        console.Error($"{problem} There are: {Names}.");
        return Misused;
    }
}
