using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>Reads a page out of the change log. An object that changed often may come on several pages, as Graph says.</summary>
internal static class ChangesReader
{
    /// <param name="log">The tenant's changes.</param>
    /// <param name="token">Where the round is.</param>
    /// <param name="tracked">Properties selected: other changes are not told.</param>
    public static DeltaPage Read(ChangeLog log, DeltaToken token, uint tracked)
    {
        var entries = new List<DeltaEntry>();
        var byId = new Dictionary<Guid, DeltaEntry>();
        var relations = 0;
        var position = token.Position;
        while (position < token.Until)
        {
            var change = log[position + 1];
            if (IsTold(change, token, tracked))
            {
                if (change.Related != Guid.Empty && relations++ == DeltaPage.MaxRelations) break;
                if (!byId.TryGetValue(change.Id, out var entry))
                {
                    if (entries.Count == DeltaPage.MaxObjects) break;
                    byId.Add(change.Id, entry = new DeltaEntry(change.Id, 0));
                    entries.Add(entry);
                }

                entry.Merge(change);
            }

            position++;
        }

        return new DeltaPage(entries, position < token.Until ? token with { Position = position, Continues = true, AfterEmpty = false } : null);
    }

    private static bool IsTold(Change change, DeltaToken token, uint tracked)
    {
        var kind = change.Kind is ChangeKind.User ? DeltaKind.Users : DeltaKind.Groups;
        if (kind != token.Kind) return false;
        if (token.Ids.Length > 0 && Array.IndexOf(token.Ids, change.Id) < 0) return false;
        return change.Kind switch
        {
            ChangeKind.Members => token.WithMembers,
            ChangeKind.Owners => token.WithOwners,
            _ => change.Touches(tracked),
        };
    }
}
