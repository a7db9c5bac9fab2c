using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>Makes and changes configuration entities for somebody: all that was asked for, or nothing. The ledger's line comes before the deed.</summary>
internal sealed class ConfigurationDesk(
    ConfigurationStore store, ReferenceStore references, EntityPlaces places, TenantStore tenants, ServiceStore services, LedgerStore ledger, TimeProvider time)
{
    private const int TriesAgainstOthers = 20;

    public ConfigurationStore Store => store;

    /// <summary>Where the caller may do a thing with entities of the kind.</summary>
    public async Task<ConfigurationScope> ScopeAsync(ConfigurationCall call, Letters letter, CancellationToken cancellation) => await ConfigurationScope.ReadAsync(
        call.Caller, call.Tenant, call.Kind.Permission, letter, await tenants.OrganizationUnitsAsync(call.Tenant, cancellation), services, cancellation);

    /// <returns>The entity as it is now; or what is wrong.</returns>
    public async Task<(ConfigurationEntity? Entity, Problem? Problem)> WriteAsync(ConfigurationCall call, EntityChange change, CancellationToken cancellation)
    {
        var id = change.Id ?? Guid.NewGuid().ToString("D");
        long? first = null;
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++)
        {
            var read = await store.ReadAsync(call.Tenant, call.Kind.Segment, cancellation);
            var tree = await tenants.OrganizationUnitsAsync(call.Tenant, cancellation);
            var before = read.Find(id)?.Entity;
            // Nobody else makes one of this id: it is stored, the answer was lost, and others have changed it since.
            if (change.Id is null && before is not null)
                return (before, null);
            if (change.Id is not null && await ObstacleAsync(call, change, before, first ??= before?.Revision, tree, cancellation) is { } obstacle)
                return (null, obstacle);
            var (after, problem) = await DecideAsync(call, change, before, id, read, tree, cancellation);
            if (after is null || (before is not null && EntityDocument.Same(before, after)))
                return (before, problem);
            var (taken, refused) = await TakeAsync(call, before, after, tree, cancellation);
            if (refused is not null)
                return (null, refused);
            if (!noted)
                await NoteAsync(call, id, before is null ? "made" : "changed", cancellation);
            noted = true;
            if (await store.WriteAsync(call.Tenant, read, after, call.Caller.Author, cancellation) is not { } written)
            {
                await references.GiveBackAsync(call.Tenant, new(call.Kind.Segment, id), taken.Made, cancellation);
                continue;
            }

            // Whoever removes a unit counts after the removal, whoever puts into it looks after the writing: one of them sees the other.
            if (before?.UnitId != after.UnitId && !await tenants.HasUnitAsync(call.Tenant, after.UnitId, cancellation))
                return (null, await PutBackAsync(call, before, written, taken, cancellation));
            await references.LeaveAsync(call.Tenant, taken.ToLeave, cancellation);
            return (after, null);
        }

        return (null, Overtaken(call, id));
    }

    /// <summary>What keeps an entity from being changed whatever it is to become.</summary>
    private async Task<Problem?> ObstacleAsync(
        ConfigurationCall call, EntityChange change, ConfigurationEntity? before, long? first, IReadOnlyList<OrganizationUnit> tree, CancellationToken cancellation)
    {
        var readable = await ScopeOfAsync(call, Letters.Read, tree, cancellation);
        if (before is null || !readable.Reaches(before.UnitId))
            return Missing(call.Kind, change.Id!);
        if (!(await ScopeOfAsync(call, Letters.Update, tree, cancellation)).Covers(before.UnitId))
            return Outside(call.Kind, Letters.Update);
        return change.IfMatch.Agrees(before.Tag) && before.Revision == first
            ? null
            : new ChangedConflict(before.Answer(), change.Given.DeepClone().AsObject(), before.Tag);
    }

    private async Task<(ConfigurationEntity? After, Problem? Problem)> DecideAsync(
        ConfigurationCall call, EntityChange change, ConfigurationEntity? before, string id, StoredKind read, IReadOnlyList<OrganizationUnit> tree,
        CancellationToken cancellation)
    {
        var errors = new ValidationErrors();
        var after = EntityDocument.Take(call.Kind, before, id, change.Given, change.IsPatch, OrganizationUnit.DefaultIdOf(call.Tenant), errors);
        if (after is null)
            return (null, errors.ToProblem());
        if (after.UnitId != before?.UnitId && tree.All(unit => unit.Id != after.UnitId))
            errors.Add(ConfigurationKind.Unit, OrganizationUnit.Unknown);
        else
            await places.CheckAsync(call.Tenant, after, tree, errors, cancellation);
        if (errors.Any)
            return (null, errors.ToProblem());
        if (!(await ScopeOfAsync(call, before is null ? Letters.Create : Letters.Update, tree, cancellation)).Covers(after.UnitId))
            return (null, Outside(call.Kind, before is null ? Letters.Create : Letters.Update));
        if (before is not null && await ForbiddenAsync(call, before, after, tree, cancellation) is { } forbidden)
            return (null, forbidden);
        if (before is null && read.Entities.Count >= ConfigurationKind.Most)
            return (null, Problem.Conflict(ProblemTypes.TooMany, $"A tenant has at most {ConfigurationKind.Most} {call.Kind.Many}."));
        if (read.Entities.Any(other => other.Entity.Id != id && other.Entity.UnitId == after.UnitId && string.Equals(other.Entity.Name, after.Name, StringComparison.OrdinalIgnoreCase)))
            return (null, Problem.Conflict(ProblemTypes.AlreadyExists, $"name: another {call.Kind.One} in the organization unit has this name."));
        return before is not null && LeavesItsUsers(call.Kind, before, after, tree)
            && await references.ReferrersAsync(call.Tenant, call.Kind.Segment, id, EntityRemoval.MostNamed, cancellation) is { Count: > 0 } users
            ? (null, EntityRemoval.InUse(call.Kind, id, users))
            : (after, null);
    }

    /// <summary>Whoever uses an entity lies below it, which holds in every unit above; and relies on what is fixed.</summary>
    private static bool LeavesItsUsers(ConfigurationKind kind, ConfigurationEntity before, ConfigurationEntity after, IReadOnlyList<OrganizationUnit> tree)
    {
        var (was, becomes) = (before.Document(), after.Document());
        return !OrganizationUnit.PathOf(before.UnitId, tree).Contains(after.UnitId)
            || kind.FixedWhileUsed.Any(field => !JsonNode.DeepEquals(was[field], becomes[field]));
    }

    private async Task<Problem?> ForbiddenAsync(
        ConfigurationCall call, ConfigurationEntity before, ConfigurationEntity after, IReadOnlyList<OrganizationUnit> tree, CancellationToken cancellation)
    {
        var (was, becomes) = (before.Document(), after.Document());
        foreach (var field in call.Kind.Guarded.Where(field => !JsonNode.DeepEquals(was[field], becomes[field])))
        {
            var permission = ConfigurationKind.FieldOf(call.Kind.Permission, field);
            var scope = await ConfigurationScope.ReadAsync(call.Caller, call.Tenant, permission, Letters.Update, tree, services, cancellation);
            if (!scope.Covers(before.UnitId) || !scope.Covers(after.UnitId))
                return AccessProblem.Missing(permission, Letters.Update);
        }

        return null;
    }

    /// <summary>Takes what the entity is to refer to, and looks again where that lies: what is referred to does not move away any more.</summary>
    private async Task<(TakenReferences Taken, Problem? Refused)> TakeAsync(
        ConfigurationCall call, ConfigurationEntity? before, ConfigurationEntity after, IReadOnlyList<OrganizationUnit> tree, CancellationToken cancellation)
    {
        var wanted = after.References();
        var taken = await references.PrepareAsync(
            call.Tenant, new(call.Kind.Segment, after.Id), wanted, [.. (before?.References() ?? []).Except(wanted)], cancellation);
        var errors = new ValidationErrors();
        if (wanted.Count > 0)
            await places.CheckAsync(call.Tenant, after, tree, errors, cancellation);
        if (!errors.Any)
            return (taken, null);
        await references.GiveBackAsync(call.Tenant, new(call.Kind.Segment, after.Id), taken.Made, cancellation);
        return (taken, errors.ToProblem());
    }

    private async Task<Problem> PutBackAsync(
        ConfigurationCall call, ConfigurationEntity? before, StoredEntity written, TakenReferences taken, CancellationToken cancellation)
    {
        if (before is null)
        {
            await store.RemoveAsync(call.Tenant, written, cancellation);
            await references.GiveBackAsync(call.Tenant, new(call.Kind.Segment, written.Entity.Id), taken.Made, cancellation);
        }
        else
        {
            var read = await store.ReadAsync(call.Tenant, call.Kind.Segment, cancellation);
            while (read.Find(before.Id) is { } now && now.Entity.Revision == written.Entity.Revision
                && await store.WriteAsync(call.Tenant, read, before with { Revision = now.Entity.Revision + 1 }, call.Caller.Author, cancellation) is null)
                read = await store.ReadAsync(call.Tenant, call.Kind.Segment, cancellation);
        }

        return Problem.Invalid(ConfigurationKind.Unit, OrganizationUnit.Unknown);
    }

    private Task<ConfigurationScope> ScopeOfAsync(ConfigurationCall call, Letters letter, IReadOnlyList<OrganizationUnit> tree, CancellationToken cancellation) =>
        ConfigurationScope.ReadAsync(call.Caller, call.Tenant, call.Kind.Permission, letter, tree, services, cancellation);

    public static Problem Missing(ConfigurationKind kind, string id) =>
        Problem.Missing(ProblemTypes.NotFound, $"There is no {kind.One} '{Printable.Short(id)}'.");

    public static Problem Outside(ConfigurationKind kind, Letters letter) => Problem.Forbidden(
        $"It lies outside the caller's organization units: the permission {kind.Permission} ({AccessProblem.Word(letter)}) is missing there.");

    public static Problem Overtaken(ConfigurationCall call, string id) =>
        Problem.Changed($"Others change {call.Kind.Many} again and again; {Printable.Short(id)} is as it was. Try again.");

    public Task NoteAsync(ConfigurationCall call, string id, string what, CancellationToken cancellation) => ledger.AppendAsync(
        call.Tenant, [LedgerEntry.OfCall(time.GetUtcNow(), LedgerActions.OfEntity(call.Kind.One, what), id, $"by {call.Caller.Author}")], cancellation);
}
