using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>What becomes of a row that names a person: values in, the store's actions out.</summary>
internal static class RowRewrite
{
    private const string StateInfix = "|state|";

    /// <summary>The row with the names replaced, in its key too; what only its own person's columns can say goes with them.</summary>
    public static TableEntity Of(SubjectDeed deed, TableEntity row, SubjectNames names, string pseudonym)
    {
        var next = new TableEntity(row.PartitionKey, names.Replace(row.RowKey, pseudonym));
        foreach (var (column, value) in row)
        {
            if (!SubjectWalk.IsSystem(column))
                next[column] = value is string text ? names.Replace(text, pseudonym) : value;
        }

        foreach (var (column, whole) in TextParts.Cut(row))
            TextParts.Put(next, column, names.Replace(whole, pseudonym));
        // The key holds a hash of whom it was done to.
        if (deed == SubjectDeed.LedgerLine && row.GetString("Subject") is { } subject && next.GetString("Subject") != subject)
            next.RowKey = LedgerStore.RowKey(LedgerStore.Read(next));
        if (FormerName(row, names) is not null)
            next["User"] = pseudonym;
        return next;
    }

    /// <summary>A name of the person's that is not known yet: one that a kept state has from before it changed.</summary>
    public static string? FormerName(TableEntity row, SubjectNames names) =>
        row.PartitionKey.Contains(StateInfix, StringComparison.Ordinal) && row.GetString("UserId") == names.UserId
        && row.GetString("User") is { Length: > 0 } user && !names.IsIn(user)
            ? user
            : null;

    /// <summary>Both together or none: the new row, and the old one's end where the key has changed.</summary>
    public static IEnumerable<TableTransactionAction> Replacing(TableEntity row, TableEntity next)
    {
        if (row.RowKey == next.RowKey)
            return [new(TableTransactionActionType.UpdateReplace, next, row.ETag)];
        return [new(TableTransactionActionType.UpsertReplace, next), Removing(row)];
    }

    public static TableTransactionAction Removing(TableEntity row) =>
        new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), Tag(row));

    private static ETag Tag(TableEntity row) => row.ETag == default ? ETag.All : row.ETag;
}
