namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>What a delta query is about.</summary>
internal enum DeltaKind : byte
{
    Users,
    Groups,
}
