using System.Diagnostics;

namespace NimbusFunctions.Bench.ColdStart;

/// <summary>Publishes the function app as it is deployed: framework-dependent, for 64-bit Linux.</summary>
internal static class AppPublisher
{
    /// <exception cref="BenchException">A step failed; with what it wrote.</exception>
    public static async Task PublishAsync(string folder, bool readyToRun, CancellationToken stop)
    {
        var ahead = $"-p:PublishReadyToRun={(readyToRun ? "true" : "false")}";
        // Two steps: a runtime named on the command line would be one of platform/ too, whose lock file has none.
        await DotnetAsync(["restore", "functions", "--locked-mode", ahead], stop);
        await DotnetAsync(
            ["publish", "functions", "--no-restore", "-c", "Release", "-r", "linux-x64", "--self-contained", "false", ahead, "-o", folder],
            stop);
    }

    private static async Task DotnetAsync(string[] arguments, CancellationToken stop)
    {
        // Servers that stay behind for the next build would run beside what is measured.
        string[] alone = ["-nodeReuse:false", "-p:UseSharedCompilation=false", "-v", "q"];
        ProcessStartInfo start = new("dotnet", [.. arguments, .. alone])
        {
            WorkingDirectory = Repository.Root(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var error = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0)
                throw new BenchException($"'dotnet {string.Join(' ', arguments)}' failed:{Environment.NewLine}{await output}{await error}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
