using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Ops.Keys;

/// <summary>
/// Where the keys lie for every instance: each key is a secret of its own in the store of secrets, the only place for any,
/// and rows of <c>Tenants</c>, partition <c>session-keys</c>, say which there are. One row a day: of two processes that make the
/// first key at once, one writes the row, and both use its key.
/// </summary>
internal sealed class SessionKeyStore(StoreTables tables, ISecretStore secrets, TimeProvider time)
{
    public const string Partition = "session-keys";

    /// <summary>In place of a tenant.</summary>
    private const string Owner = "app";

    private const string SecretColumn = "Secret";

    // A key lives 90 days; what it sealed lives an hour more.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(120);

    public async Task<IReadOnlyList<XElement>> ReadAsync(CancellationToken cancellation)
    {
        var elements = new List<XElement>();
        await foreach (var row in Rows(cancellation))
        {
            if (row.GetString(SecretColumn) is { } name && await secrets.ReadAsync(Owner, name, cancellation) is { } text && Parse(text) is { } element)
                elements.Add(element);
        }

        return elements;
    }

    /// <summary>Stores a key, unless there is one of today already. The secret comes first: a row never names one that is not there.</summary>
    public async Task AddAsync(XElement element, CancellationToken cancellation)
    {
        if (!secrets.CanKeep)
            throw new SecretStoreException("No store of secrets is configured.");
        var name = $"session-key-{Guid.NewGuid():N}";
        await secrets.WriteAsync(Owner, name, element.ToString(SaveOptions.DisableFormatting), cancellation);
        if (!await ClaimAsync(name, cancellation))
            await secrets.RemoveAsync(Owner, name, cancellation);
        else
            await RemoveOldAsync(cancellation);
    }

    private async Task<bool> ClaimAsync(string secret, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture)) { [SecretColumn] = secret };
        var over = default(ETag?);
        while (await tables.Tenants.WriteOverAsync(row, over, cancellation) is null)
        {
            var first = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(Partition, row.RowKey, null, cancellation);
            var named = first.HasValue ? first.Value!.GetString(SecretColumn) : null;
            // The refusal may be that of the client's repetition, over the row that it has just written.
            if (named == secret)
                return true;
            if (named is not null && await secrets.ReadAsync(Owner, named, cancellation) is not null)
                return false;
            // Somebody took the secret of that row out of the store: the row means nothing any more.
            over = first.HasValue ? first.Value!.ETag : null;
        }

        return true;
    }

    private async Task RemoveOldAsync(CancellationToken cancellation)
    {
        var oldest = (time.GetUtcNow() - Kept).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var old = new List<TableEntity>();
        await foreach (var row in Rows(cancellation))
        {
            if (string.CompareOrdinal(row.RowKey, oldest) < 0)
                old.Add(row);
        }

        foreach (var row in old)
        {
            if (row.GetString(SecretColumn) is { } name)
                await secrets.RemoveAsync(Owner, name, cancellation);
            await tables.Tenants.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
    }

    private AsyncPageable<TableEntity> Rows(CancellationToken cancellation) =>
        tables.Tenants.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellation);

    private static XElement? Parse(string text)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException)
        {
            // Somebody else's value under the name of ours: no key.
            return null;
        }
    }
}
