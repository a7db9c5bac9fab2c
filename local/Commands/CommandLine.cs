using System.CommandLine;
using NimbusFunctions.Local.Commands.DeadLetters;
using NimbusFunctions.Local.Commands.Replay;

namespace NimbusFunctions.Local.Commands;

/// <summary>Reads the command line, runs what it says, and turns what goes wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">The command line, without the program.</param>
    /// <param name="console">Where to write.</param>
    /// <param name="stop">Asks the command to stop, as Ctrl+C does.</param>
    /// <returns>0 when it did what it should or was asked to stop; 1 otherwise, after one line on the error stream.</returns>
    public static async Task<int> RunAsync(string[] arguments, LocalConsole console, CancellationToken stop)
    {
        var parsed = Root(console).Parse(DefaultCommand.Apply(arguments));
        if (parsed.Errors.Count > 0)
        {
            console.Error($"{Say(parsed)} (--help lists what there is)");
            return 1;
        }

        try
        {
            // Signals are our own business: stopping what was started takes longer than a library would wait.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = console.Out }, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (Failure.Explain(e) is { } line)
        {
            console.Error(line);
            return 1;
        }
    }

    // A word that is no command is the cause of the library's first error, which only says that a command is missing.
    private static string Say(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var unknown, ..] ? $"There is no command or option '{unknown}'." : parsed.Errors[0].Message;

    private static RootCommand Root(LocalConsole console) => new(
        "Nimbus Functions on this machine: the function app with a table emulator, a broker and simulated tenants around it.")
    {
        UpCommand.Create(console),
        DemoCommand.Create(console),
        TokenCommand.Create(console),
        DoctorCommand.Create(console),
        FlowCommand.Create(console),
        ReplayCommand.Create(console),
        DeadLettersCommand.Create(console),
    };
}
