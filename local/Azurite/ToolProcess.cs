using System.ComponentModel;
using System.Diagnostics;

namespace NimbusFunctions.Local.Azurite;

/// <summary>Runs a command-line tool to its end.</summary>
internal static class ToolProcess
{
    /// <summary>Its exit code and what it said; null if there is no such tool.</summary>
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
        List<string> output = [];
        List<string> errors = [];
        process.OutputDataReceived += (_, e) => Collect(output, e.Data);
        process.ErrorDataReceived += (_, e) => Collect(errors, e.Data);
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

        return new ToolResult(process.ExitCode, output, errors);
    }

    // Both outputs have ended when the wait for the exit has, so nobody reads while these write.
    private static void Collect(List<string> lines, string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            lines.Add(line.Trim());
    }
}
