using NimbusFunctions.Access;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Presence.Signals;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Agents;

/// <summary>
/// Puts agents and owners into a skill-based service, and takes them out. The ledger's line comes first, then the user's own row,
/// which decides access, then the service's list: whoever asks again after a crash finishes it.
/// </summary>
internal sealed class AgentDesk(
    ServiceStore services, MembershipStore memberships, UserStore users, LedgerStore ledger, RoutableSignals signals, TimeProvider time)
{
    private const int TriesAgainstOthers = 10;

    /// <param name="tenant">The tenant.</param>
    /// <param name="service">The service, which the caller may change so.</param>
    /// <param name="userId">The user.</param>
    /// <param name="role">Agent or owner; whoever is the other becomes this one.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What is in the way; null: the user has the role.</returns>
    public async Task<Problem?> PutAsync(string tenant, Service service, string userId, Role role, string author, CancellationToken cancellation)
    {
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++)
        {
            var stored = await users.FindStoredAsync(tenant, userId, cancellation);
            var refusal = AgentDecision.OfService(service) ?? AgentDecision.OfUser(stored, userId);
            if (refusal is not null)
                return refusal;
            var had = AgentDecision.RoleIn(stored!.User, service.Id);
            if (had == Role.ServiceOwner && role != had && !(await OwnersAsync(tenant, service.Id, cancellation)).Any(owner => owner != userId))
                return AgentDecision.LastOwner(service);
            if (had != role)
            {
                if (!noted)
                    await NoteAsync(tenant, service, userId, LedgerActions.RoleGranted, role, author, cancellation);
                noted = true;
                if (!await WriteAsync(tenant, stored, AgentDecision.With(stored.User, new(service.Id, role)), cancellation))
                    continue;
            }

            var listed = await memberships.FindAsync(tenant, service.Id, userId, cancellation);
            await memberships.PutAsync(tenant, service.Id, [new(userId, role)], _ => listed is not null, newAreActive: true, cancellation);
            await CountAsync(tenant, service.Id, cancellation);
            if (listed is null)
                await signals.LookAtAsync(tenant, userId, service.Id, cancellation);
            return had == Role.ServiceOwner && role != had ? await GiveWayAsync(tenant, service, userId, cancellation) : null;
        }

        return Problem.UserContended(userId);
    }

    /// <returns>What is in the way; null: the user has the role no more.</returns>
    public async Task<Problem?> RemoveAsync(string tenant, Service service, string userId, Role role, string author, CancellationToken cancellation)
    {
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++)
        {
            var stored = await users.FindStoredAsync(tenant, userId, cancellation);
            var had = stored is null ? null : AgentDecision.RoleIn(stored.User, service.Id);
            var listed = await memberships.FindAsync(tenant, service.Id, userId, cancellation);
            if ((had ?? listed?.Role) != role)
                return AgentDecision.NoSuch(service, userId, role);
            if (service.AssignmentType != ServiceVocabulary.SkillBased)
                return AgentDecision.OfService(service);
            if (had == Role.ServiceOwner && service.State != ServiceState.PendingDeletion && !(await OwnersAsync(tenant, service.Id, cancellation)).Any(owner => owner != userId))
                return AgentDecision.LastOwner(service);
            if (had is not null)
            {
                if (!noted)
                    await NoteAsync(tenant, service, userId, LedgerActions.RoleTaken, role, author, cancellation);
                noted = true;
                if (!await WriteAsync(tenant, stored!, UserDecision.Leave(stored!.User, service.Id, time.GetUtcNow()), cancellation))
                    continue;
            }

            if (had == Role.ServiceOwner && await GiveWayAsync(tenant, service, userId, cancellation) is { } last)
                return last;
            await memberships.RemoveAsync(tenant, service.Id, [userId], LedgerActions.MembershipEnded, cancellation);
            await CountAsync(tenant, service.Id, cancellation);
            return null;
        }

        return Problem.UserContended(userId);
    }

    /// <summary>Who is an owner by the own row: the list may lag behind.</summary>
    private async Task<IReadOnlyList<string>> OwnersAsync(string tenant, string service, CancellationToken cancellation)
    {
        var listed = (await memberships.ReadAsync(tenant, service, cancellation)).Keys.ToList();
        return [.. (await users.FindManyAsync(tenant, listed, cancellation)).Values
            .Where(row => row.User.State == UserState.Active && AgentDecision.RoleIn(row.User, service) == Role.ServiceOwner).Select(row => row.User.Id)];
    }

    /// <summary>Two owners who go at once: each looks afterwards, and whoever finds none left is owner again.</summary>
    private async Task<Problem?> GiveWayAsync(string tenant, Service service, string userId, CancellationToken cancellation)
    {
        if (service.State == ServiceState.PendingDeletion || (await OwnersAsync(tenant, service.Id, cancellation)).Count > 0)
            return null;
        for (var attempt = 1; attempt <= TriesAgainstOthers; attempt++)
        {
            if (await users.FindStoredAsync(tenant, userId, cancellation) is not { User.State: UserState.Active or UserState.Departed } stored)
                break;
            var back = AgentDecision.With(stored.User, new(service.Id, Role.ServiceOwner)) with { State = UserState.Active, TombstoneUntil = null };
            if (!await WriteAsync(tenant, stored, back, cancellation))
                continue;
            await memberships.PutAsync(tenant, service.Id, [new(userId, Role.ServiceOwner)], _ => true, newAreActive: true, cancellation);
            return AgentDecision.LastOwner(service);
        }

        return null;
    }

    private async Task<bool> WriteAsync(string tenant, StoredUser stored, NimbusUser after, CancellationToken cancellation) =>
        (await users.WriteAsync(tenant, [new(after, stored.ETag)], cancellation)).ContainsKey(after.Id);

    /// <summary>No team is read that would tell how many there are: whoever changes the list counts it.</summary>
    private async Task CountAsync(string tenant, string service, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= TriesAgainstOthers; attempt++)
        {
            if (await services.FindAsync(tenant, service, cancellation) is not { } stored)
                return;
            var members = (await memberships.ReadAsync(tenant, service, cancellation)).Count;
            if (stored.Service.MemberCount == members || await services.UpdateAsync(tenant, [(stored, stored.Service with { MemberCount = members })], cancellation))
                return;
        }
    }

    private Task NoteAsync(string tenant, Service service, string userId, string action, Role role, string author, CancellationToken cancellation) =>
        ledger.AppendAsync(tenant, [LedgerEntry.OfCall(time.GetUtcNow(), action, userId, $"{role} by {author}", service.Id)], cancellation);
}
