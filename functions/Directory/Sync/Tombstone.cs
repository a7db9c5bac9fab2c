namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// The strongest <c>@removed</c> that the delta gave for an object since it was last settled, ordered by strength
/// (Graph: "Use delta query to track changes", changed = restorable, deleted = for good).
/// </summary>
internal enum Tombstone
{
    None = 0,
    Changed = 1,
    Deleted = 2,
}
