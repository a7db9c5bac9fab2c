namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>What a page tells, and where the next one begins.</summary>
/// <param name="Entries">In the order they are told.</param>
/// <param name="Next">The token of the next page; null when the round is complete.</param>
internal sealed record DeltaPage(IReadOnlyList<DeltaEntry> Entries, DeltaToken? Next)
{
    /// <summary>No page has more objects; Graph documents no size, and was never seen to give more.</summary>
    public const int MaxObjects = 200;

    /// <summary>Members and owners of all groups of a page together: a large group goes on on the next page.</summary>
    public const int MaxRelations = 400;
}
