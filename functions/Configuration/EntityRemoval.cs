using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>Removes configuration entities that nobody refers to.</summary>
internal sealed class EntityRemoval(ConfigurationDesk desk, ReferenceStore references)
{
    /// <summary>How many of those who use an entity are named.</summary>
    public const int MostNamed = 5;

    private const int TriesAgainstOthers = 20;

    /// <returns>What keeps it; null: it is gone.</returns>
    public async Task<Problem?> RemoveAsync(ConfigurationCall call, string id, IfMatch ifMatch, CancellationToken cancellation)
    {
        var (readable, mine) = (await desk.ScopeAsync(call, Letters.Read, cancellation), await desk.ScopeAsync(call, Letters.Delete, cancellation));
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++, noted = true)
        {
            // The entity first: a reference that is taken after it was read makes the removal fail.
            if (await desk.Store.FindStoredAsync(call.Tenant, call.Kind.Segment, id, cancellation) is not { } stored || !readable.Reaches(stored.Entity.UnitId))
                return ConfigurationDesk.Missing(call.Kind, id);
            if (!mine.Covers(stored.Entity.UnitId))
                return ConfigurationDesk.Outside(call.Kind, Letters.Delete);
            if (!ifMatch.Agrees(stored.Entity.Tag))
                return Problem.Changed($"It is {stored.Entity.Tag} now; read it again and decide anew.");
            var users = await references.ReferrersAsync(call.Tenant, call.Kind.Segment, id, MostNamed, cancellation);
            if (users.Count > 0)
                return InUse(call.Kind, id, users);
            if (!noted)
                await desk.NoteAsync(call, id, "removed", cancellation);
            if (!await desk.Store.RemoveAsync(call.Tenant, stored, cancellation))
                continue;
            await references.LeaveAsync(call.Tenant, new Referrer(call.Kind.Segment, id), stored.Entity.References(), cancellation);
            return null;
        }

        return ConfigurationDesk.Overtaken(call, id);
    }

    public static Problem InUse(ConfigurationKind kind, string id, IReadOnlyList<Referrer> users)
    {
        var more = users.Count > MostNamed ? $" and {users.Count - MostNamed} more" : "";
        return Problem.Conflict(ProblemTypes.InUse, $"{char.ToUpperInvariant(kind.One[0])}{kind.One[1..]} {id} is used by {string.Join(", ", users.Take(MostNamed))}{more}; give them another first.");
    }
}
