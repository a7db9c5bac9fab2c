using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.Editions;

/// <summary>A command that was run in this process, to its end.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public string[] Lines => Split(Output);

    public string[] Errors => Split(Error);

    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        var code = await CommandLine.RunAsync(arguments, new(output, error), TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    private static string[] Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
