using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Messaging;

/// <summary>
/// The <c>DeadLetters</c> table: partition <c>{tenant}|{yyyyMMdd}</c> of the UTC day first seen, so that retention is a walk
/// over a tenant's days; row key begins with the time. A body that names no tenant, or none that is registered, lies under
/// <see cref="NoTenant"/>. Service Bus over REST cannot browse or dead-letter, so operators read this alone.
/// </summary>
internal sealed class DeadLetterStore(StoreTables tables)
{
    /// <summary>Stands for the tenant where a letter belongs to none.</summary>
    public const string NoTenant = "-";

    /// <summary>
    /// Keeps a letter. One that was replayed and failed again lies over what was there, so that whoever is about to remove
    /// the former one finds another version.
    /// </summary>
    public async Task AddAsync(DeadLetter letter, CancellationToken cancellation)
    {
        if (await OwnerAsync(letter, cancellation) is not { } owner)
            return;
        await tables.DeadLetters.UpsertEntityAsync(DeadLetterRow.Write(DeadLetterPlace.Of(owner, letter), letter), TableUpdateMode.Replace, cancellation);
    }

    /// <summary>A letter with its body, and the row as it is stored; null where it is gone.</summary>
    public async Task<(DeadLetterRow Row, TableEntity Stored)?> FindAsync(DeadLetterPlace place, CancellationToken cancellation)
    {
        var row = await tables.DeadLetters.GetEntityIfExistsAsync<TableEntity>(place.Partition, place.RowKey, null, cancellation);
        return row.HasValue ? (DeadLetterRow.Read(row.Value!), row.Value!) : null;
    }

    /// <summary>Letters without their bodies, in the order of their keys: by owner, and there the oldest first.</summary>
    /// <param name="owner">Whose; null: all there are.</param>
    /// <param name="since">The first day, <c>yyyyMMdd</c>, where an owner is named; null: from the start.</param>
    /// <param name="until">The last day; null: to the end.</param>
    /// <param name="after">The last letter that is not wanted any more; null: from the start.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<DeadLetterRow> ReadAsync(
        string? owner, string? since, string? until, DeadLetterPlace? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A bar and what follows it in the alphabet stand around all days of an owner.
        var first = owner is null ? "" : $"{owner}|{since}";
        var last = owner is null ? "~" : until is null ? $"{owner}}}" : $"{owner}|{until}";
        if (after is not null && string.CompareOrdinal(after.Partition, first) >= 0)
        {
            if (string.CompareOrdinal(after.Partition, last) <= 0)
            {
                await foreach (var row in QueryAsync($"PartitionKey eq {after.Partition} and RowKey gt {after.RowKey}", cancellation))
                    yield return row;
            }

            first = after.Partition + " ";
        }

        await foreach (var row in QueryAsync($"PartitionKey ge {first} and PartitionKey le {last}", cancellation))
            yield return row;
    }

    /// <summary>Notes that somebody begins to send a letter again.</summary>
    /// <returns>The version from then on; null where somebody else was first.</returns>
    public Task<ETag?> ClaimAsync(DeadLetterRow row, DateTimeOffset now, CancellationToken cancellation) =>
        MarkAsync(row.Place, DeadLetterRow.Mark(row.Place, now, null), row.ETag, cancellation);

    /// <summary>Keeps a letter that was sent again and may not go.</summary>
    /// <returns>The version from then on; null where somebody else was first.</returns>
    public Task<ETag?> KeepReplayedAsync(DeadLetterPlace place, ETag version, DateTimeOffset now, CancellationToken cancellation) =>
        MarkAsync(place, DeadLetterRow.Mark(place, null, now), version, cancellation);

    /// <summary>Removes a letter in the version that was seen.</summary>
    /// <returns>False where it is gone, or another now.</returns>
    public async Task<bool> RemoveAsync(DeadLetterPlace place, ETag version, CancellationToken cancellation)
    {
        try
        {
            // A deletion of a single row that is not there is no failure; one of a transaction is.
            await tables.DeadLetters.SubmitTransactionAsync(
                [new(TableTransactionActionType.Delete, new TableEntity(place.Partition, place.RowKey), version)], cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return false;
        }
    }

    private async Task<ETag?> MarkAsync(DeadLetterPlace place, TableEntity mark, ETag version, CancellationToken cancellation)
    {
        try
        {
            return (await tables.DeadLetters.UpdateEntityAsync(mark, version, TableUpdateMode.Merge, cancellation)).Headers.ETag;
        }
        catch (RequestFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return null;
        }
    }

    private async IAsyncEnumerable<DeadLetterRow> QueryAsync(FormattableString filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in tables.DeadLetters.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(filter), null, DeadLetterRow.HeadColumns, cancellation))
            yield return DeadLetterRow.Read(row);
    }

    /// <summary>
    /// The tenant that the body names, where it is registered: retention goes by its settings. Null where that tenant was
    /// off-boarded: its messages are dropped, so that nothing of it is stored again.
    /// </summary>
    private async Task<string?> OwnerAsync(DeadLetter letter, CancellationToken cancellation)
    {
        if (LetterOwner.NamedIn(letter.Body) is not { } tenant)
            return NoTenant;
        var tenants = new TenantStore(tables);
        if (await tenants.FindAsync(tenant, cancellation) is not null)
            return tenant;
        return await tenants.Ended.FindAsync(tenant, cancellation) is null ? NoTenant : null;
    }
}
