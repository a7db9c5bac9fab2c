using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>Reads a page of a first round: everybody, in the order of creation. Soft-deleted objects come as removed.</summary>
internal static class SnapshotReader
{
    public static DeltaPage Read(TenantDirectory directory, DeltaToken token) =>
        token.Kind is DeltaKind.Users ? ReadUsers(directory, token) : ReadGroups(directory, token);

    private static DeltaPage ReadUsers(TenantDirectory directory, DeltaToken token)
    {
        var entries = new List<DeltaEntry>();
        var position = token.Position;
        var end = token.Ids.Length > 0 ? token.Ids.Length : directory.Users.Count;
        for (; position < end && entries.Count < DeltaPage.MaxObjects; position++)
        {
            var user = token.Ids.Length > 0 ? directory.FindUser(token.Ids[position]) : directory.Users[(int)position];
            if (user is not null) entries.Add(new DeltaEntry(user.Id, Change.Everything));
        }

        return new DeltaPage(entries, position < end ? Next(token, position, 0) : null);
    }

    private static DeltaPage ReadGroups(TenantDirectory directory, DeltaToken token)
    {
        var entries = new List<DeltaEntry>();
        var (position, relation) = (token.Position, token.Relation);
        var end = token.Ids.Length > 0 ? token.Ids.Length : directory.Groups.Count;
        var budget = DeltaPage.MaxRelations;
        for (; position < end && entries.Count < DeltaPage.MaxObjects; position++, relation = 0)
        {
            var group = token.Ids.Length > 0 ? directory.FindGroup(token.Ids[position]) : directory.Groups[(int)position];
            if (group is null) continue;
            var entry = new DeltaEntry(group.Id, Change.Everything);
            entries.Add(entry);
            if (group.DeletedAt is not null) continue;
            if (!AddRelations(directory, group, token, entry, ref relation, ref budget)) break;
        }

        return new DeltaPage(entries, position < end ? Next(token, position, relation) : null);
    }

    /// <summary>Adds members, then owners, from a place on; false when the page is full before the group's end.</summary>
    private static bool AddRelations(
        TenantDirectory directory, SimulatedGroup group, DeltaToken token, DeltaEntry entry, ref long relation, ref int budget)
    {
        var members = token.WithMembers ? group.Members.Places : 0;
        var all = members + (token.WithOwners ? group.Owners.Places : 0);
        for (; relation < all; relation++)
        {
            var kind = relation < members ? ChangeKind.Members : ChangeKind.Owners;
            var id = kind is ChangeKind.Members ? group.Members.At((int)relation) : group.Owners.At((int)relation - members);
            if (id == Guid.Empty) continue;
            if (budget-- == 0) return false;
            entry.Relations.Add(new DeltaRelation(kind, id, directory.FindGroup(id) is not null));
        }

        return true;
    }

    private static DeltaToken Next(DeltaToken token, long position, long relation) =>
        token with { Position = position, Relation = relation, Continues = true, AfterEmpty = false };
}
