using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Removals;

/// <summary>Reads what the guard needs to know, and no more of it than decides.</summary>
internal sealed class GuardReader(PlanStore plans, UserStore users, MembershipStore memberships, TimeProvider time)
{
    public async Task<GuardFacts> ReadAsync(SliceContext slice, RemovalPlan plan, Func<string, NimbusUser?> rows, RemovalPause? pause)
    {
        var window = await plans.ReadWindowAsync(slice.Tenant, time.GetUtcNow(), slice.Token);
        var active = plan.LosingAccess.Count == 0 ? 0 : await users.CountActiveAsync(slice.Tenant, slice.Token);
        var services = new List<ServiceAtStake>();
        foreach (var (service, leaving) in plan.Leaving(rows))
        {
            // Whoever empties it takes all that are left: fewer cannot make up more than a small service.
            if (leaving.Count + window.OfService(service) > RemovalGuard.SmallService)
                services.Add(new(
                    service,
                    leaving.Count + (await AnybodyStaysAsync(slice, service, leaving) ? 1 : 0),
                    leaving.Count,
                    plan.Removals.Any(removal => removal.ServiceId == service && removal.TeamProvenDeleted)));
        }

        return new(slice.Guard, window, active, services, pause is null ? null : $"Removals are paused since {pause.At:u}: {pause.Reason}");
    }

    private async Task<bool> AnybodyStaysAsync(SliceContext slice, string service, IReadOnlySet<string> leaving)
    {
        var members = (await memberships.ReadAsync(slice.Tenant, service, slice.Token)).Keys.Where(id => !leaving.Contains(id));
        foreach (var chunk in members.Chunk(20))
        {
            var rows = await slice.Rows.FindAsync(chunk, slice.Token);
            if (rows.Values.Any(row => row.User.State == UserState.Active && row.User.Memberships.Any(membership => membership.ServiceId == service)))
                return true;
        }

        return false;
    }
}
