using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using StopSignals signals = new();
        return await BenchCommand.RunAsync(arguments, LocalConsole.OfProcess(), signals.Token);
    }
}
