using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Tests.Flows;

/// <summary>Flows for tests: the samples of the local edition, and what is written in a test.</summary>
internal static class FlowSamples
{
    public static string Folder => Path.Combine(Repository.Root, "local", "Flows", "samples");

    public static FlowFile Sample(string name) => Read(File.ReadAllText(Path.Combine(Folder, name)));

    /// <summary>A flow that has no faults.</summary>
    public static FlowFile Read(string text)
    {
        var flow = FlowReader.Read("flow.json", text, out var faults);
        Assert.Empty(faults);
        return flow!;
    }
}
