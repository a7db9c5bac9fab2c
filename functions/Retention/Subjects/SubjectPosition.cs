namespace NimbusFunctions.Retention.Subjects;

/// <summary>How far a walk over all places has come.</summary>
/// <param name="Place">The number of the place, from 0.</param>
/// <param name="Partition">The last row's partition; empty: none of this place is looked at.</param>
/// <param name="Row">The last row's key.</param>
internal sealed record SubjectPosition(int Place, string Partition, string Row)
{
    public static SubjectPosition Start { get; } = new(0, "", "");

    public bool IsEnd => Place >= SubjectPlaces.All.Length;

    public SubjectPosition NextPlace() => new(Place + 1, "", "");
}
