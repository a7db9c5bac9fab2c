namespace NimbusFunctions.Retention.Subjects;

/// <summary>How the erasure of a person stands.</summary>
/// <param name="State"><c>none</c>, <c>asked</c>, <c>underWay</c>, <c>waiting</c> or <c>done</c>.</param>
/// <param name="Erasure">The pseudonym; under it the end can be asked for when nothing tells any more whose it was.</param>
/// <param name="WaitsFor"><c>legalHold</c>, or <c>userActive</c>: the user has access again; null: nothing.</param>
/// <param name="Held">Whether a legal hold on the user stands.</param>
/// <param name="Asked">When it was asked for.</param>
/// <param name="Done">When nothing was left.</param>
/// <param name="Rows">How many rows were replaced or removed so far.</param>
/// <param name="RowsHeld">How many rows other legal holds keep.</param>
internal sealed record SubjectAnswer(
    string State,
    string? Erasure = null,
    string? WaitsFor = null,
    bool Held = false,
    DateTimeOffset? Asked = null,
    DateTimeOffset? Done = null,
    long Rows = 0,
    long RowsHeld = 0)
{
    public static SubjectAnswer Of(Erasure erasure, bool isHeld, bool isActive)
    {
        var waits = isHeld || erasure.NextLook is not null ? "legalHold" : isActive ? "userActive" : null;
        return new(
            waits is not null ? "waiting" : erasure.IsBegun ? "underWay" : "asked",
            erasure.Pseudonym, waits, isHeld, erasure.Asked, null, erasure.Changed, erasure.NextLook is null ? 0 : erasure.Held);
    }

    public static SubjectAnswer Of(string pseudonym, DoneErasure done) =>
        new("done", pseudonym, Asked: done.Asked, Done: done.Done, Rows: done.Rows);
}
