namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>What a round of a delta query goes through.</summary>
internal enum DeltaStage : byte
{
    /// <summary>Everything there is: the first round.</summary>
    Snapshot,

    /// <summary>The change log between two sequence numbers.</summary>
    Changes,
}
