using System.Globalization;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>What happened, for whoever looks into a failing seed.</summary>
internal sealed class Trace(TimeProvider time)
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    public void Add(string line) =>
        lines.Add($"{time.GetUtcNow().ToString("dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} {line}");
}
