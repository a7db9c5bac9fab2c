using System.Diagnostics;
using System.Text.Json;
using NimbusFunctions.Tests;

namespace NimbusFunctions.IntegrationTests.OpsPage;

/// <summary>The script that drives the page in a browser: <c>tests/browser/ops.mjs</c>.</summary>
internal static class BrowserScript
{
    private static readonly string[] Known =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome"];

    /// <summary>A Chromium that is installed here; null: none is. <c>NIMBUS_CHROMIUM</c> names another.</summary>
    public static string? Chromium =>
        Environment.GetEnvironmentVariable("NIMBUS_CHROMIUM") is { Length: > 0 } named ? named : Known.FirstOrDefault(File.Exists);

    private static string Folder => Path.Combine(Repository.Root, "tests", "browser");

    /// <summary>Installs what the script needs, as its lock file says, unless that is there already.</summary>
    public static async Task InstallAsync(CancellationToken stop)
    {
        // npm writes this file last.
        var done = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (done.Exists && done.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        var (code, said) = await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], [], stop);
        Assert.True(code == 0, $"npm ci ended with {code}: {said}");
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it found.</returns>
    public static async Task<JsonElement> RunAsync(IReadOnlyDictionary<string, string> environment, CancellationToken stop)
    {
        var (code, said) = await RunAsync("node", ["ops.mjs"], environment, stop);
        var line = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(one => one.StartsWith('{'));
        Assert.True(code == 0 && line is not null, $"The script ended with {code}: {said}");
        return JsonSerializer.Deserialize<JsonElement>(line);
    }

    private static async Task<(int Code, string Said)> RunAsync(
        string tool, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, CancellationToken stop)
    {
        using var process = new Process { StartInfo = new(tool, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true } };
        foreach (var (name, value) in environment)
            process.StartInfo.Environment[name] = value;
        process.Start();
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, string.Join('\n', said.Reverse()));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
