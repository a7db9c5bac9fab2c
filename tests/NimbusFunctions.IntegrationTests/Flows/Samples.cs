using NimbusFunctions.Tests;

namespace NimbusFunctions.IntegrationTests.Flows;

/// <summary>The sample flows of the local edition.</summary>
internal static class Samples
{
    public static string Path(string name) => System.IO.Path.Combine(Repository.Root, "local", "Flows", "samples", name);
}
