using System.Globalization;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>The resident memory of a process at its peak, as Linux keeps it (proc_pid_status(5), VmHWM).</summary>
internal static class ProcessMemory
{
    private const string Peak = "VmHWM:";

    /// <summary>From now on the peak is what comes after now (proc_pid_clear_refs(5), 5).</summary>
    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    /// <exception cref="BenchException">The process is gone.</exception>
    public static double PeakMegabytes(int process) => Read(File.ReadLines($"/proc/{process}/status"));

    /// <summary>Reads the peak out of the lines, in 10^6 bytes; the file counts in 1,024.</summary>
    /// <exception cref="BenchException">They have none: the process has ended.</exception>
    internal static double Read(IEnumerable<string> status)
    {
        string line = status.FirstOrDefault(line => line.StartsWith(Peak, StringComparison.Ordinal))
            ?? throw new BenchException("The process has no memory any more: it has ended.");
        var kilobytes = line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
