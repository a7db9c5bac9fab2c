using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Commands;

/// <summary>A console whose two streams a test can read.</summary>
internal sealed class TestConsole : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public TestConsole() => Console = new(output, error);

    public LocalConsole Console { get; }

    public string Output => output.ToString();

    /// <summary>The lines on the error stream.</summary>
    public string[] Errors => error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The lines on the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }
}
