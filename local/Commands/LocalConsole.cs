using Spectre.Console;
using Spectre.Console.Rendering;

namespace NimbusFunctions.Local.Commands;

/// <summary>What is written for the person or the script that runs a command. Called from any thread: lines stay whole.</summary>
internal sealed class LocalConsole
{
    // A pipe or a log has no width of its own, and Spectre would take 80 columns and colour titles.
    private const int WidthWithoutTerminal = 140;

    private readonly Lock gate = new();
    private readonly TextWriter error;
    private readonly IAnsiConsole tables;

    /// <param name="output">The answer, and what happens.</param>
    /// <param name="error">What went wrong.</param>
    public LocalConsole(TextWriter output, TextWriter error)
    {
        this.error = error;
        Out = output;
        tables = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No });
        if (tables.Profile.Out.IsTerminal)
            return;
        tables.Profile.Width = WidthWithoutTerminal;
        tables.Profile.Capabilities.Ansi = false;
    }

    /// <summary>The standard output of this process.</summary>
    public static LocalConsole OfProcess() => new(Console.Out, Console.Error);

    /// <summary>For those who write by themselves.</summary>
    public TextWriter Out { get; }

    /// <summary>A plain line, there at once also when somebody reads it through a pipe.</summary>
    public void Line(string text)
    {
        lock (gate)
        {
            Out.WriteLine(text);
            Out.Flush();
        }
    }

    /// <summary>A line on the error stream.</summary>
    public void Error(string text)
    {
        lock (gate)
        {
            error.WriteLine(text);
            error.Flush();
        }
    }

    /// <summary>A table.</summary>
    public void Show(IRenderable table)
    {
        lock (gate)
        {
            tables.Write(table);
            Out.Flush();
        }
    }
}
