using System.Globalization;
using System.Security.Cryptography;

namespace NimbusFunctions.Local.Azurite;

/// <summary>Installs the pinned emulator once per user and lock file.</summary>
internal static class AzuriteInstallation
{
    private const int OldestNode = 20;

    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(5);
    private static readonly string Entry = Path.Combine("node_modules", "azurite", "dist", "src", "table", "main.js");

    /// <summary>The script that Node runs.</summary>
    /// <exception cref="AzuriteException">Node or npm is missing or too old, or the installation failed.</exception>
    public static async Task<string> EnsureAsync(AzuriteTools tools, CancellationToken ct)
    {
        await RequireNodeAsync(tools, ct);
        try
        {
            return await EnsureInstalledAsync(tools, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AzuriteException($"The table emulator cannot be installed under {tools.CacheFolder}: {e.Message}", e);
        }
    }

    private static async Task<string> EnsureInstalledAsync(AzuriteTools tools, CancellationToken ct)
    {
        var folder = Path.Combine(tools.CacheFolder, "azurite-" + await HashAsync(tools, ct));
        var entry = Path.Combine(folder, Entry);
        if (File.Exists(entry))
            return entry;

        Directory.CreateDirectory(tools.CacheFolder);
        using (await InstallLock.TakeAsync(folder + ".lock", InstallTime, ct))
        {
            // Another process may have installed it while this one waited.
            if (!File.Exists(entry))
                await InstallAsync(tools, folder, ct);
        }

        return entry;
    }

    private static async Task RequireNodeAsync(AzuriteTools tools, CancellationToken ct)
    {
        var version = await ToolProcess.RunAsync(tools.Node, ["--version"], AppContext.BaseDirectory, ct)
            ?? throw new AzuriteException($"Node.js was not found: install version {OldestNode} or later, the table emulator runs on it.");

        var text = version.Output.Count > 0 ? version.Output[0] : string.Empty;
        if (version.ExitCode != 0 || !int.TryParse(text.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major))
            throw new AzuriteException($"Node.js does not tell its version (exit code {version.ExitCode}): install version {OldestNode} or later.");

        if (major < OldestNode)
            throw new AzuriteException($"Node.js {text} is too old: install version {OldestNode} or later, the table emulator needs it.");
    }

    // A new lock file is a new folder: nothing is updated in place under a running emulator.
    private static async Task<string> HashAsync(AzuriteTools tools, CancellationToken ct)
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(tools.PackageFolder, "package-lock.json"), ct);
        return Convert.ToHexStringLower(SHA256.HashData(lockFile))[..16];
    }

    private static async Task InstallAsync(AzuriteTools tools, string folder, CancellationToken ct)
    {
        var half = $"{folder}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        Directory.CreateDirectory(half);
        try
        {
            foreach (var file in (string[])["package.json", "package-lock.json"])
                File.Copy(Path.Combine(tools.PackageFolder, file), Path.Combine(half, file));

            await RunNpmAsync(tools, half, ct);
            if (!File.Exists(Path.Combine(half, Entry)))
                throw new AzuriteException("The table emulator was installed, but its start script is missing: the pinned package is not the expected one.");

            // What an interrupted removal left behind; the lock is ours.
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);

            Directory.Move(half, folder);
        }
        finally
        {
            if (Directory.Exists(half))
                Directory.Delete(half, recursive: true);
        }
    }

    private static async Task RunNpmAsync(AzuriteTools tools, string folder, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(InstallTime);
        try
        {
            // No package's script is run: the emulator needs none, and an install is no reason to trust 450 packages.
            var npm = await ToolProcess.RunAsync(tools.Npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, limit.Token)
                ?? throw new AzuriteException("npm was not found: install it with Node.js, the table emulator is installed by it.");

            if (npm.ExitCode != 0)
                throw new AzuriteException($"npm could not install the table emulator (exit code {npm.ExitCode}): {Reason(npm)}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new AzuriteException($"npm did not install the table emulator within {InstallTime.TotalMinutes:0} minutes: check the network.");
        }
    }

    // npm begins with the error's code and ends with advice, then with where its log is, which says nothing of why.
    private static string Reason(ToolResult npm)
    {
        string[] lines = [.. npm.Output.Concat(npm.Errors).Where(line => !line.Contains("_logs", StringComparison.Ordinal))];
        var code = npm.Errors.FirstOrDefault(line => line.Contains(" code ", StringComparison.Ordinal));
        var last = lines.LastOrDefault("npm said nothing");
        return code is null || code == last ? last : $"{code}; {last}";
    }
}
