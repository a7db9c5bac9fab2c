using System.ComponentModel;
using System.Diagnostics;

namespace NimbusFunctions.Local.Azurite;

/// <summary>Runs a command-line tool to its end.</summary>
internal static class ToolProcess
{
    /// <summary>Its exit code and the lines of both its outputs, in the order they came; null if there is no such tool.</summary>
    public static async Task<ToolResult?> RunAsync(string tool, IEnumerable<string> arguments, string folder, CancellationToken ct)
    {
        using Process process = new();
        process.StartInfo = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        List<string> lines = [];
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (lines)
            return new ToolResult(process.ExitCode, [.. lines]);

        void Collect(object sender, DataReceivedEventArgs e)
        {
            if (string.IsNullOrWhiteSpace(e.Data))
                return;

            lock (lines)
                lines.Add(e.Data.Trim());
        }
    }
}
