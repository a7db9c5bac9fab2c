namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>A tenant's changes in order; a change's sequence number is its place, from 1.</summary>
internal sealed class ChangeLog
{
    private readonly List<Change> _changes = [];

    /// <summary>The sequence number of the newest change; 0 when there was none.</summary>
    public long Last => _changes.Count;

    public Change this[long sequence] => _changes[(int)sequence - 1];

    public void Add(Change change) => _changes.Add(change);
}
