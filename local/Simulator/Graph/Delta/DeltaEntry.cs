using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>One object of a delta page: who, which properties changed, and, for a group, who came or went.</summary>
internal sealed class DeltaEntry(Guid id, uint changed)
{
    public Guid Id => id;

    public uint Changed { get; set; } = changed;

    /// <summary>The relations of a group that were touched, each once.</summary>
    public HashSet<DeltaRelation> Relations { get; } = [];

    /// <summary>Adds a change of the same object.</summary>
    public void Merge(Change change)
    {
        if (change.Kind is ChangeKind.Members or ChangeKind.Owners) Relations.Add(new DeltaRelation(change.Kind, change.Related, change.RelatedIsGroup));
        else Changed |= change.Properties;
    }
}
