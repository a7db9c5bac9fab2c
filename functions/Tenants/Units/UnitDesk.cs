using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Units;

/// <summary>Makes, changes and removes organization units for somebody. The ledger's line comes before the deed.</summary>
internal sealed class UnitDesk(UnitStore store, UnitContentsReader contents, SettingsStore settings, LedgerStore ledger, TimeProvider time)
{
    private const int TriesAgainstOthers = 5;

    public UnitStore Store => store;

    public async Task<(StoredUnit? Unit, Problem? Problem)> MakeAsync(string tenant, Caller caller, UnitBody body, CancellationToken cancellation)
    {
        var id = Guid.NewGuid().ToString("D");
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++, noted = true)
        {
            var tree = await store.ReadAsync(tenant, cancellation);
            var made = new OrganizationUnit(id, body.Name!, body.ParentId ?? tree.Root);
            if (tree.Tree.ObstacleToMaking(made) is { } obstacle)
                return (null, obstacle);
            if (!Covers(caller, Letters.Create, made.ParentId!, tree))
                return (null, Outside("The unit above"));
            if (!noted)
                await NoteAsync(tenant, caller, LedgerActions.UnitMade, id, cancellation);
            if (await store.WriteAsync(tenant, tree, UnitStore.Add(tenant, made), cancellation) is { } etag)
                return (new(made, etag), null);
        }

        return (null, Overtaken(id));
    }

    public async Task<(StoredUnit? Unit, Problem? Problem)> ChangeAsync(
        string tenant, Caller caller, string id, UnitBody body, IfMatch ifMatch, CancellationToken cancellation)
    {
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++, noted = true)
        {
            var tree = await store.ReadAsync(tenant, cancellation);
            if (tree.Find(id) is not { } before || !Covers(caller, Letters.Update, id, tree))
                return (null, Missing(id));
            if (!ifMatch.Agrees(EntityTag.Of(before.ETag)))
                return (null, Overtaken(id));
            var after = before.Unit with { Name = body.Name ?? before.Unit.Name, ParentId = body.ParentId ?? before.Unit.ParentId };
            if (after == before.Unit)
                return (before, null);
            if (tree.Tree.ObstacleToChange(before.Unit, after) is { } obstacle)
                return (null, obstacle);
            // A move takes it out of one place and puts it into another: both are the caller's.
            if (after.ParentId != before.Unit.ParentId
                && (!Covers(caller, Letters.Update, before.Unit.ParentId!, tree) || !Covers(caller, Letters.Update, after.ParentId!, tree)))
                return (null, Outside("The unit above, as it is or is to be,"));
            if (!noted)
                await NoteAsync(tenant, caller, after.ParentId == before.Unit.ParentId ? LedgerActions.UnitRenamed : LedgerActions.UnitMoved, id, cancellation);
            if (await store.WriteAsync(tenant, tree, UnitStore.Replace(tenant, before, after), cancellation) is { } etag)
                return (new(after, etag), null);
        }

        return (null, Overtaken(id));
    }

    /// <returns>What keeps it; null: it is gone.</returns>
    public async Task<Problem?> RemoveAsync(string tenant, Caller caller, string id, IfMatch ifMatch, CancellationToken cancellation)
    {
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++, noted = true)
        {
            var tree = await store.ReadAsync(tenant, cancellation);
            if (tree.Find(id) is not { } stored || !Covers(caller, Letters.Delete, id, tree))
                return Missing(id);
            if (!ifMatch.Agrees(EntityTag.Of(stored.ETag)))
                return Overtaken(id);
            if (stored.Unit.ParentId is null)
                return Problem.Conflict(ProblemTypes.InUse, "The root of the tree cannot be deleted.");
            if (await contents.ReadAsync(tenant, tree.Tree, id, cancellation) is { IsEmpty: false } there)
                return InUse(id, there);
            if (!noted)
                await NoteAsync(tenant, caller, LedgerActions.UnitRemoved, id, cancellation);
            if (!await WriteRemovalAsync(tenant, caller, tree, stored, cancellation))
                continue;
            // Somebody may have been put into it between the counting and the removal: whoever does so looks again afterwards.
            if (await contents.ReadAsync(tenant, tree.Tree, id, cancellation) is not { IsEmpty: false } late)
                return null;
            await PutBackAsync(tenant, stored.Unit, cancellation);
            return InUse(id, late);
        }

        return Overtaken(id);
    }

    private async Task PutBackAsync(string tenant, OrganizationUnit unit, CancellationToken cancellation)
    {
        StoredTree tree;
        do
            tree = await store.ReadAsync(tenant, cancellation);
        while (tree.Find(unit.Id) is null && await store.WriteAsync(tenant, tree, UnitStore.Add(tenant, unit), cancellation) is null);
    }

    /// <summary>Removes it; of the default unit the parent becomes the default, in the same transaction.</summary>
    private async Task<bool> WriteRemovalAsync(string tenant, Caller caller, StoredTree tree, StoredUnit stored, CancellationToken cancellation)
    {
        var section = await settings.ReadAsync(tenant, SettingsCatalogue.Provisioning, cancellation);
        var provisioning = SettingsCatalogue.Provisioning.Parse(section.Json);
        if (!string.Equals(provisioning.DefaultOrganizationUnitId, stored.Unit.Id, StringComparison.OrdinalIgnoreCase))
            return await store.WriteAsync(tenant, tree, UnitStore.Remove(tenant, stored), cancellation) is not null;
        List<TableTransactionAction> removal = [UnitStore.Remove(tenant, stored), UnitStore.Guard(tenant, tree)];
        var json = SettingsCatalogue.Provisioning.Write(provisioning with { DefaultOrganizationUnitId = stored.Unit.ParentId });
        return await settings.WriteAsync(
            tenant, [new(SettingsCatalogue.Provisioning, json, section.Revision)], caller.Author, cancellation, removal) is not null;
    }

    public static bool Covers(Caller caller, Letters letter, string unit, StoredTree tree) =>
        caller.ScopeOf(Permissions.OrganizationUnits, letter).Covers(OrganizationUnit.PathOf(unit, tree.Units));

    public static Problem Missing(string id) => Problem.Missing(ProblemTypes.NotFound, $"There is no organization unit '{Printable.Short(id)}'.");

    private static Problem InUse(string id, UnitContents there) =>
        Problem.Conflict(ProblemTypes.InUse, $"In organization unit {id} there are {there}; move or remove them first.");

    private static Problem Outside(string what) =>
        Problem.Forbidden($"{what} lies outside the caller's organization units: permission {Permissions.OrganizationUnits}.");

    private static Problem Overtaken(string id) => Problem.Changed($"Organization unit {id} or the tree was changed meanwhile; read it again and decide anew.");

    private Task NoteAsync(string tenant, Caller caller, string action, string id, CancellationToken cancellation) =>
        ledger.AppendAsync(tenant, [LedgerEntry.OfCall(time.GetUtcNow(), action, id, $"by {caller.Author}")], cancellation);
}
