using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Local;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using StopSignals signals = new();
        return await CommandLine.RunAsync(arguments, LocalConsole.OfProcess(), signals.Token);
    }
}
