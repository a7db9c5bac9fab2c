namespace NimbusFunctions.Tasks.Lanes;

/// <summary>What became of a transaction, known for sure.</summary>
internal abstract record CommitOutcome(LaneState State)
{
    /// <summary>It is carried out.</summary>
    /// <param name="State">How the slots are now.</param>
    /// <param name="IsLast">Nothing was stored after it.</param>
    public sealed record Stored(LaneState State, bool IsLast) : CommitOutcome(State);

    /// <summary>It was not and will not be.</summary>
    /// <param name="State">How the slots are now.</param>
    /// <param name="RowInTheWay">Not the slots were changed: a row to be added is there already.</param>
    public sealed record Refused(LaneState State, bool RowInTheWay) : CommitOutcome(State);
}
