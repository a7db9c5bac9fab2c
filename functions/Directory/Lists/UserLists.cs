using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Directory.Lists;

/// <summary>The user lists of tenants, as this process remembers them.</summary>
internal sealed class UserLists
{
    /// <summary>
    /// So many users are remembered, of all tenants together; about 600 bytes each (<c>bench -- lists</c>). A larger tenant is
    /// remembered alone.
    /// </summary>
    public const long Most = 200_000;

    private readonly ListMemory<UserSheet> memory;

    /// <param name="tables">The tables.</param>
    /// <param name="tenants">Tells when a tenant was registered.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Hears of readings that failed.</param>
    /// <param name="most">How many users are remembered.</param>
    public UserLists(StoreTables tables, TenantStore tenants, TimeProvider time, ILogger<UserLists> log, long most = Most)
    {
        var reading = new UserListReading(
            tables, async (tenant, cancellation) => (await tenants.FindAsync(tenant, cancellation))?.Created ?? default, time);
        memory = new(reading.ReadAsync, sheet => sheet.ById.Count, most, time, log);
    }

    /// <summary>How many users are remembered.</summary>
    public long Size => memory.Size;

    /// <summary>At most three seconds old; thirty where the store does not answer.</summary>
    public ValueTask<UserSheet> ReadAsync(string tenant, CancellationToken cancellation) => memory.ReadAsync(tenant, cancellation);

    /// <summary>This process wrote users: they are read anew before the list is shown.</summary>
    public void Touch(string tenant) => memory.Touch(tenant);
}
