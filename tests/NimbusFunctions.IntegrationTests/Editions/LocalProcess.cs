using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NimbusFunctions.IntegrationTests.Editions;

/// <summary>The local edition as a process of its own, as a person starts it. Linux only, because it asks /proc.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    /// <summary>Every port a free one, and a small directory.</summary>
    public static readonly string[] Small =
    [
        "--port", "0", "--simulator-port", "0", "--simulator-https-port", "0", "--azurite-port", "0", "--broker-port", "0",
        "--users", "60", "--teams", "4",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process = new();
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> output = [];
    private readonly List<string> errors = [];

    private LocalProcess()
    {
    }

    /// <summary>The lines of its error stream; all of them once it has ended.</summary>
    public IReadOnlyList<string> Errors => Copy(errors);

    /// <summary>The lines of its output; all of them once it has ended.</summary>
    public IReadOnlyList<string> Output => Copy(output);

    /// <param name="path">The PATH it gets; null leaves ours.</param>
    /// <param name="arguments">The command line.</param>
    public static LocalProcess Start(string? path, params string[] arguments)
    {
        LocalProcess local = new();
        var info = local.process.StartInfo;
        info.FileName = Path.Combine(AppContext.BaseDirectory, "NimbusFunctions.Local");
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        info.UseShellExecute = false;
        info.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (path is not null)
            info.Environment["PATH"] = path;
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);

        local.process.OutputDataReceived += (_, e) => local.ReadOutput(e.Data);
        local.process.ErrorDataReceived += (_, e) => Add(local.errors, e.Data);
        local.process.Start();
        local.process.BeginOutputReadLine();
        local.process.BeginErrorReadLine();
        return local;
    }

    /// <summary>The address on its line <c>ready …</c>.</summary>
    public Task<Uri> ReadyAsync(CancellationToken ct) => ready.Task.WaitAsync(Patience, ct);

    /// <summary>The processes that it has started and that still run.</summary>
    public IReadOnlyList<int> Children() => [.. System.IO.Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id != 0 && ParentOf(id) == process.Id)];

    /// <summary>The name of a process.</summary>
    public static string NameOf(int id) => File.ReadAllText($"/proc/{id}/comm").Trim();

    /// <summary>Whether there is such a process.</summary>
    public static bool Runs(int id) => System.IO.Directory.Exists($"/proc/{id}");

    /// <summary>Sends a signal to it, or to another process.</summary>
    public async Task SignalAsync(string signal, CancellationToken ct, int? id = null)
    {
        using var kill = Process.Start("kill", [$"-{signal}", (id ?? process.Id).ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(ct);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Its exit code, once it has ended and its streams are read.</summary>
    public async Task<int> ExitAsync(CancellationToken ct)
    {
        await process.WaitForExitAsync(ct).WaitAsync(Patience, ct);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    // The name stands in brackets and may hold anything; the state and then the parent follow its last one.
    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It has ended meanwhile.
        }
    }

    private void ReadOutput(string? line)
    {
        Add(output, line);
        if (line?.StartsWith("ready ", StringComparison.Ordinal) == true)
            ready.TrySetResult(new Uri(line["ready ".Length..]));
        else if (line is null)
            ready.TrySetException(new InvalidOperationException($"It ended before it was ready: {string.Join(' ', Copy(errors))}"));
    }

    private static void Add(List<string> lines, string? line)
    {
        if (line is null)
            return;

        lock (lines)
            lines.Add(line);
    }

    private static string[] Copy(List<string> lines)
    {
        lock (lines)
            return [.. lines];
    }
}
