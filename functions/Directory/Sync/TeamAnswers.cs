namespace NimbusFunctions.Directory.Sync;

/// <summary>Which groups Graph refused to list in a slice, and which it told of.</summary>
internal sealed class TeamAnswers
{
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    public IReadOnlySet<string> Refused => refused;

    public bool IsAnyTold => told.Count > 0;

    /// <summary>Groups were asked for, several, and every one of them was refused.</summary>
    public bool AllRefused => refused.Count > 1 && !IsAnyTold;

    /// <param name="truths">By group id. Whatever is no refusal tells that the permission is there, or proves nothing.</param>
    public void Note(IReadOnlyDictionary<string, TeamTruth> truths)
    {
        foreach (var (group, truth) in truths)
            (truth is TeamTruth.Unknown { Refused: true } ? refused : told).Add(group);
    }
}
