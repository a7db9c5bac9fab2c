using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage.Memory;

/// <summary>One write, and what becomes of the row: a pure decision with the store's own statuses and codes.</summary>
/// <param name="Type">What to do.</param>
/// <param name="Key">The row it is done to.</param>
/// <param name="Values">The new values; none for a deletion.</param>
/// <param name="IfMatch">The tag it must still have; the default and <see cref="ETag.All"/>: any.</param>
internal sealed record RowWrite(
    TableTransactionActionType Type, RowKeys Key, IReadOnlyDictionary<string, object> Values, ETag IfMatch)
{
    public bool Deletes => Type == TableTransactionActionType.Delete;

    /// <summary>Whether what happens depends on the row that is there.</summary>
    public bool NeedsPresent => Type != TableTransactionActionType.UpsertReplace;

    public static RowWrite Of(TableTransactionAction action)
    {
        var entity = Entity(action.Entity);
        var values = action.ActionType == TableTransactionActionType.Delete ? [] : StoredValues.Of(entity);
        return new(action.ActionType, new(entity.PartitionKey, entity.RowKey), values, action.ETag);
    }

    /// <summary>What speaks against it whatever is stored; null: nothing.</summary>
    public RequestFailedException? Check() => RowLimits.Check(Key, Values);

    /// <summary>The values from now on, or null where the row goes; or why not.</summary>
    /// <param name="present">The row as it is; null: there is none.</param>
    public (IReadOnlyDictionary<string, object>? Values, RequestFailedException? Refused) Over(MemoryRow? present)
    {
        switch (Type)
        {
            case TableTransactionActionType.Add:
                return present is null
                    ? (Values, null)
                    : (null, new(409, "The specified entity already exists.", "EntityAlreadyExists", null));
            case TableTransactionActionType.UpsertReplace:
                return (Values, null);
            case TableTransactionActionType.UpsertMerge:
                return (Merged(present), null);
        }

        // As in the store, an update without a condition is an upsert.
        if (present is null && !(IfMatch == default && !Deletes))
            return (null, new(404, "The specified resource does not exist.", "ResourceNotFound", null));
        if (present is not null && IfMatch != default && IfMatch != ETag.All && IfMatch != present.ETag)
            return (null, new(
                412, "The update condition specified in the request was not satisfied.", "UpdateConditionNotSatisfied", null));
        return Deletes ? (null, null) : (Type == TableTransactionActionType.UpdateReplace ? Values : Merged(present), null);
    }

    private static TableEntity Entity(ITableEntity entity) => entity as TableEntity
        ?? throw new NotSupportedException($"{entity.GetType().Name} is not supported here: use {nameof(TableEntity)}.");

    /// <summary>Columns that are not named stay, and a null names none.</summary>
    private Dictionary<string, object> Merged(MemoryRow? present)
    {
        var merged = present is null ? new(StringComparer.Ordinal) : new Dictionary<string, object>(present.Values, StringComparer.Ordinal);
        foreach (var (name, value) in Values)
            merged[name] = value;
        return merged;
    }
}
