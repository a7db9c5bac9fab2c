using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>
/// Sets, removes and hands out a tenant's secrets. A value is written before its row and removed after it, and each looks at the
/// other's part last, so that a row never tells of a secret that is not there; each change leaves a line in the audit, without
/// the value.
/// </summary>
internal sealed class SecretDesk(ISecretStore store, SecretRows rows, TenantStore tenants, SettingsStore settings, LedgerStore ledger, TimeProvider time)
{
    /// <summary>All there can be, set or not.</summary>
    public async Task<IReadOnlyList<SecretAnswer>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var set = await rows.ListAsync(tenant, cancellation);
        return [.. SecretKind.All.Select(kind => set.FirstOrDefault(secret => secret.Name == kind.Name) ?? new(kind.Name, false))];
    }

    public async Task<bool> IsSetAsync(string tenant, SecretKind kind, CancellationToken cancellation) =>
        await rows.FindAsync(tenant, kind.Name, cancellation) is not null;

    /// <returns>The row and the value; nulls where it is not set.</returns>
    /// <exception cref="SecretStoreException">The value cannot be read.</exception>
    public async Task<(StoredSecret? Row, string? Value)> ReadAsync(string tenant, SecretKind kind, CancellationToken cancellation)
    {
        // The row first: a value that is newer than its row is not said to have been checked.
        var row = await rows.FindAsync(tenant, kind.Name, cancellation);
        return (row, row is null ? null : await store.ReadAsync(tenant, kind.Name, cancellation));
    }

    /// <returns>What is in the way; null: it is set.</returns>
    public async Task<Problem?> SetAsync(string tenant, SecretKind kind, string value, string author, CancellationToken cancellation)
    {
        if (!store.CanKeep)
        {
            return Problem.Conflict(
                ProblemTypes.SecretsNotConfigured,
                "Nothing is set up that could keep secrets: the operator sets Secrets__KeyVaultUri to a Key Vault that the app's managed identity may use.");
        }

        if (await tenants.FindAsync(tenant, cancellation) is not { IsPendingDeletion: false })
            return Problem.Conflict(ProblemTypes.TenantPendingDeletion, $"Somebody asked for the deletion of tenant {tenant}: its secrets go, and no new ones are taken.");
        await TellAsync(tenant, LedgerActions.SecretSet, kind, author, cancellation);
        // Whose row is the last, his value is the last: otherwise the row would name another.
        for (var isStored = false; !isStored;)
        {
            var before = await rows.FindAsync(tenant, kind.Name, cancellation);
            await store.WriteAsync(tenant, kind.Name, value, cancellation);
            // Somebody may have removed the value since, together with the row that was there before.
            isStored = await rows.WriteAsync(tenant, new(kind.Name, true, time.GetUtcNow(), author), before?.ETag, cancellation)
                && await store.ReadAsync(tenant, kind.Name, cancellation) is not null;
        }

        return null;
    }

    /// <returns>What is in the way; null: there is none any more.</returns>
    public async Task<Problem?> RemoveAsync(string tenant, SecretKind kind, string author, CancellationToken cancellation)
    {
        if (kind.IsNeeded((await settings.ReadAsync(tenant, kind.Section, cancellation)).Json))
        {
            return Problem.Conflict(
                ProblemTypes.InUse, $"The section {kind.Section.Name} needs the secret {kind.Name}: switch {kind.Section.Name}.{kind.Field} off first.");
        }

        await TellAsync(tenant, LedgerActions.SecretRemoved, kind, author, cancellation);
        do
        {
            await rows.RemoveAsync(tenant, kind.Name, cancellation);
            // Also where there was no row: a removal that was cut short is finished by the next.
            await store.RemoveAsync(tenant, kind.Name, cancellation);
        }
        // Somebody has set it between the two, and his value is gone.
        while (await IsSetAsync(tenant, kind, cancellation));
        return null;
    }

    /// <summary>Keeps what a check found out, unless the secret was changed meanwhile.</summary>
    public Task NoteAsync(string tenant, StoredSecret row, LastCheck check, CancellationToken cancellation) =>
        rows.WriteAsync(tenant, row.Secret with { LastCheck = check }, row.ETag, cancellation);

    private Task TellAsync(string tenant, string action, SecretKind kind, string author, CancellationToken cancellation) =>
        ledger.AppendAsync(tenant, [LedgerEntry.OfCall(time.GetUtcNow(), action, tenant, $"{kind.Name}, by {author}")], cancellation);
}
