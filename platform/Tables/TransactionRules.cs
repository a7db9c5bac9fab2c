using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>What a transaction may be: the rules of "Performing entity group transactions".</summary>
internal static class TransactionRules
{
    public const int MaxActions = 100;
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The first action that the service would refuse, and why; null if it would take them all.</summary>
    public static (int Index, TableFault Fault)? Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count > MaxActions)
            return (MaxActions, new(TableErrorCode.InvalidInput, $"The transaction has {actions.Count} actions; {MaxActions} are allowed."));

        HashSet<string> rows = new(actions.Count, StringComparer.Ordinal);
        string? partition = null;
        for (var i = 0; i < actions.Count; i++)
        {
            var entity = EntityType.Require(actions[i].Entity);
            var fault = actions[i].ActionType == TableTransactionActionType.Delete
                ? KeyRules.Check(entity.PartitionKey, entity.RowKey)
                : EntityRules.Check(entity);
            if (fault is not null)
                return (i, fault);

            partition ??= entity.PartitionKey;
            if (!string.Equals(partition, entity.PartitionKey, StringComparison.Ordinal))
                return (i, new(TableErrorCode.CommandsInBatchActOnDifferentPartitions, "All actions of a transaction must have one partition key."));

            if (!rows.Add(entity.RowKey))
                return (i, new(TableErrorCode.InvalidDuplicateRow, "A row can appear only once in a transaction."));
        }

        return null;
    }

    public static TableFault TooManyBytes { get; } =
        new(TableErrorCode.ContentLengthExceeded, $"The transaction has more than {MaxBytes} bytes.");
}
