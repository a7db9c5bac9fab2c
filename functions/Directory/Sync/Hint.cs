namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// That something may have changed, kept until the truth has been read and applied. The delta is only ever a hint:
/// it repeats itself, comes in any order and late, so nothing is done on its word alone.
/// </summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">The user's id, or the service's.</param>
/// <param name="Tombstone">What the delta said of it at worst.</param>
/// <param name="Full">For a service: compare every user's details too, not only who is in it.</param>
/// <param name="MissingIn">The run that got a 404 without other proof; a 404 in another run confirms it.</param>
/// <param name="TriedIn">The run that last tried and could not settle it.</param>
/// <param name="Tries">How many runs could not settle it.</param>
internal sealed record Hint(
    HintKind Kind,
    string Subject,
    Tombstone Tombstone = Tombstone.None,
    bool Full = false,
    string? MissingIn = null,
    string? TriedIn = null,
    int Tries = 0)
{
    /// <summary>Two hints about one thing, in either order: the stronger word of both.</summary>
    public Hint Merge(Hint other) => this with
    {
        Tombstone = (Tombstone)Math.Max((int)Tombstone, (int)other.Tombstone),
        Full = Full || other.Full,
        MissingIn = MissingIn ?? other.MissingIn,
        TriedIn = null,
    };
}

internal enum HintKind
{
    User,
    Service,
}
