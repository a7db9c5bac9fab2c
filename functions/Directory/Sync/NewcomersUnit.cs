using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Where a slice puts users who are new. A slice lasts minutes, in which the unit may be removed: whoever removes a unit counts
/// after the removal, whoever puts into it looks after the writing, so that one of them sees the other.
/// </summary>
/// <param name="id">The unit at the slice's beginning.</param>
internal sealed class NewcomersUnit(string tenant, string id, TenantStore tenants, SettingsStore settings)
{
    public string Id { get; private set; } = id;

    /// <summary>Takes those who were just written out of the unit if it is gone; from then on the slice knows the new one.</summary>
    /// <param name="rows">The slice's rows.</param>
    /// <param name="written">Who was written, wherever they lie.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="TenantRemovedException">The tenant was taken away.</exception>
    public async Task LookAgainAsync(UserRows rows, IEnumerable<NimbusUser> written, CancellationToken cancellation)
    {
        List<string> inside = [.. written.Where(user => user.OrganizationUnitId == Id).Select(user => user.Id)];
        while (inside.Count > 0 && Id != OrganizationUnit.DefaultIdOf(tenant) && !await tenants.HasUnitAsync(tenant, Id, cancellation))
        {
            var gone = Id;
            var all = await settings.ReadAllAsync(tenant, cancellation) ?? throw new TenantRemovedException();
            Id = await tenants.DefaultUnitAsync(tenant, all.Provisioning, cancellation);
            await MoveAsync(rows, inside, gone, cancellation);
        }
    }

    private async Task MoveAsync(UserRows rows, List<string> users, string from, CancellationToken cancellation)
    {
        while (users.Count > 0)
        {
            var found = await rows.FindAsync(users, cancellation);
            // Those whom others changed meanwhile are looked at once more.
            users = [.. await rows.WriteAsync(
                [.. found.Values.Where(row => row.User.OrganizationUnitId == from).Select(row => row.User with { OrganizationUnitId = Id })], cancellation)];
        }
    }
}
