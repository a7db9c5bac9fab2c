namespace NimbusFunctions.Operations.Overview;

/// <summary>The letters of all, counted together in the order of their partitions.</summary>
/// <param name="ByOwner">Of those who have any.</param>
/// <param name="Stopped">The partition where counting stopped; null: it came to the end.</param>
internal sealed record LettersOfAll(IReadOnlyDictionary<string, LetterCount> ByOwner, string? Stopped)
{
    /// <summary>Null where counting stopped before the owner's last partition: nobody knows.</summary>
    public LetterCount? Of(string owner) =>
        // What follows a bar in the alphabet stands behind all days of an owner.
        Stopped is not null && string.CompareOrdinal($"{owner}}}", Stopped) > 0 ? null : ByOwner.GetValueOrDefault(owner, LetterCount.None);
}
