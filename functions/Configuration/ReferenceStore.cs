using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Configuration;

/// <summary>
/// Who refers to which configuration entity, so that none is deleted while somebody does. A reference is taken before the
/// referrer's document is written, and left after that: whatever stops between leaves a reference too many, which is found
/// when a deletion would be refused, and never one too few. Taking one touches the entity's row, so that a deletion that
/// did not see it fails.
/// </summary>
internal sealed class ReferenceStore(StoreTables tables, IEnumerable<IReferrers> referrers, TimeProvider time)
{
    private const int TriesAgainstOthers = 40;
    private const int LongestPause = 50;

    // Whoever took one is writing the document.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(10);

    /// <summary>Before a document is written, and after it was read: takes what it is to refer to.</summary>
    /// <returns>Those whose entity does not exist; of their kind nothing is taken.</returns>
    public async Task<IReadOnlyList<EntityReference>> TakeAsync(
        string tenant, Referrer who, IReadOnlyCollection<EntityReference> wanted, CancellationToken cancellation) =>
        (await PrepareAsync(tenant, who, wanted, [], cancellation)).Missing;

    /// <summary>
    /// The same, and notes what the document no longer refers to: <see cref="LeaveAsync(string, IReadOnlyCollection{NotedReference}, CancellationToken)"/>
    /// leaves it once the document is written. What another writer of the document takes meanwhile is touched by that, and not left.
    /// </summary>
    public async Task<TakenReferences> PrepareAsync(
        string tenant, Referrer who, IReadOnlyCollection<EntityReference> wanted, IReadOnlyCollection<EntityReference> unwanted, CancellationToken cancellation)
    {
        var toLeave = await NoteAsync(tenant, who, unwanted, cancellation);
        var (missing, made) = (new List<EntityReference>(), new List<NotedReference>());
        foreach (var kind in wanted.Distinct().GroupBy(reference => reference.Kind))
        {
            var ofKind = new List<NotedReference>();
            var none = new List<EntityReference>();
            // Each entity is touched once, and may be referred to in several fields.
            foreach (var chunk in kind.GroupBy(reference => reference.Id).Chunk(Transactions.Limit / 4))
                none.AddRange(await TakeAsync(tenant, who, [.. chunk.SelectMany(entity => entity)], ofKind, cancellation));
            if (none.Count > 0)
                await LeaveAsync(tenant, ofKind, cancellation);
            else
                made.AddRange(ofKind);
            missing.AddRange(none);
        }

        return new(missing, made, toLeave);
    }

    /// <summary>Before a document is written: notes what it will no longer refer to.</summary>
    public async Task<IReadOnlyList<NotedReference>> NoteAsync(
        string tenant, Referrer who, IReadOnlyCollection<EntityReference> unwanted, CancellationToken cancellation)
    {
        var noted = new List<NotedReference>();
        foreach (var reference in unwanted.Distinct())
        {
            if (await FindAsync(tenant, who, reference, cancellation) is { } row)
                noted.Add(new(reference, row.RowKey, row.ETag));
        }

        return noted;
    }

    /// <summary>After the document was written: leaves what was noted and nobody has taken again.</summary>
    public async Task LeaveAsync(string tenant, IReadOnlyCollection<NotedReference> noted, CancellationToken cancellation)
    {
        foreach (var one in noted)
            await RemoveAsync(ConfigurationRows.Partition(tenant, one.Reference.Kind), one.RowKey, one.ETag, cancellation);
    }

    /// <summary>
    /// After the document was not written, as it seems: gives back what was made for it. A refusal may be that of the client's
    /// repetition, over a document that is stored and was changed again since: what it refers to now stays.
    /// </summary>
    public async Task GiveBackAsync(string tenant, Referrer who, IReadOnlyCollection<NotedReference> made, CancellationToken cancellation)
    {
        foreach (var one in made)
        {
            if (!await RefersAsync(tenant, who, one.Reference, cancellation))
                await RemoveAsync(ConfigurationRows.Partition(tenant, one.Reference.Kind), one.RowKey, one.ETag, cancellation);
        }
    }

    /// <summary>
    /// After the referrer has ended. Not while somebody may be writing its document: what that one has just taken would be
    /// left too; <see cref="NoteAsync"/> before the writing is for that.
    /// </summary>
    public async Task LeaveAsync(string tenant, Referrer who, IReadOnlyCollection<EntityReference> unwanted, CancellationToken cancellation) =>
        await LeaveAsync(tenant, await NoteAsync(tenant, who, unwanted, cancellation), cancellation);

    /// <summary>Who refers to an entity. References that a crash left, older than ten minutes, are removed on the way.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="kind">The entity's kind.</param>
    /// <param name="id">The entity.</param>
    /// <param name="most">Of how many it is looked whether they still refer; the others are only counted.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<Referrer>> ReferrersAsync(string tenant, string kind, string id, int most, CancellationToken cancellation)
    {
        var (partition, found) = (ConfigurationRows.Partition(tenant, kind), new HashSet<Referrer>());
        await foreach (var row in tables.Configuration.QueryAsync<TableEntity>(ConfigurationRows.ReferencesFilter(partition, id), cancellationToken: cancellation))
        {
            var who = ConfigurationRows.ReadReferrer(row);
            if (found.Count >= most || row.Timestamp >= time.GetUtcNow() - LeftAlone
                || await RefersAsync(tenant, who, new(kind, id, row.Text("Slot")), cancellation)
                || !await RemoveAsync(partition, row.RowKey, row.ETag, cancellation))
                found.Add(who);
        }

        return [.. found];
    }

    /// <summary>Takes references to entities of one kind: all of them, or none.</summary>
    /// <returns>Those whose entity does not exist.</returns>
    private async Task<IReadOnlyList<EntityReference>> TakeAsync(
        string tenant, Referrer who, IReadOnlyList<EntityReference> wanted, List<NotedReference> made, CancellationToken cancellation)
    {
        var partition = ConfigurationRows.Partition(tenant, wanted[0].Kind);
        var ids = wanted.Select(reference => reference.Id).Distinct().ToList();
        for (var attempt = 1; ; attempt++)
        {
            // Merging nothing changes the row's tag alone.
            var actions = ids.Select(id => new TableTransactionAction(
                TableTransactionActionType.UpdateMerge, new TableEntity(partition, ConfigurationRows.Entity(id)), ETag.All)).ToList();
            var isNew = new List<bool>();
            foreach (var reference in wanted)
            {
                var before = await FindAsync(tenant, who, reference, cancellation);
                isNew.Add(before is null);
                var row = ConfigurationRows.Write(tenant, who, reference);
                actions.Add(before is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, ETag.All));
            }

            try
            {
                var answers = (await tables.Configuration.SubmitTransactionAsync(actions, cancellation)).Value;
                made.AddRange(wanted.Select((reference, place) => (reference, place)).Where(taken => isNew[taken.place]).Select(taken => new NotedReference(
                    taken.reference, ConfigurationRows.Reference(who, taken.reference), answers[ids.Count + taken.place].Headers.ETag ?? ETag.All)));
                return [];
            }
            catch (TableTransactionFailedException failure) when (failure.Status == 404 && failure.FailedTransactionActionIndex < ids.Count)
            {
                var missing = new List<EntityReference>();
                foreach (var reference in wanted)
                {
                    if (!(await tables.Configuration.GetEntityIfExistsAsync<TableEntity>(partition, ConfigurationRows.Entity(reference.Id), null, cancellation)).HasValue)
                        missing.Add(reference);
                }

                if (missing.Count > 0)
                    return missing;
            }
            catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure) && attempt < TriesAgainstOthers)
            {
                // Another writer of the document took or left the same reference between the reading and the writing.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(LongestPause)), time, cancellation);
            }
        }
    }

    private async Task<TableEntity?> FindAsync(string tenant, Referrer who, EntityReference reference, CancellationToken cancellation)
    {
        var row = await tables.Configuration.GetEntityIfExistsAsync<TableEntity>(
            ConfigurationRows.Partition(tenant, reference.Kind), ConfigurationRows.Reference(who, reference), null, cancellation);
        return row.HasValue ? row.Value : null;
    }

    private async Task<bool> RefersAsync(string tenant, Referrer who, EntityReference reference, CancellationToken cancellation)
    {
        var isKnown = false;
        foreach (var one in referrers.Where(one => one.Kind == who.Kind))
        {
            isKnown = true;
            if (await one.StillRefersAsync(tenant, who.Id, reference, cancellation))
                return true;
        }

        // Whom nobody knows of keeps what it has.
        return !isKnown;
    }

    /// <returns>False where somebody took it again.</returns>
    private async Task<bool> RemoveAsync(string partition, string key, ETag over, CancellationToken cancellation)
    {
        try
        {
            await tables.Configuration.DeleteEntityAsync(partition, key, over, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 412)
        {
            return failure.Status == 404;
        }
    }
}
