namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>One request within a batch.</summary>
internal sealed record BatchItem(
    string Id, string Method, string Url, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, IReadOnlyList<string> DependsOn);
