namespace Azure.Data.Tables;

/// <summary>One action of a transaction of <see cref="TableClient.SubmitTransactionAsync"/>.</summary>
public class TableTransactionAction
{
    /// <summary>An action without a condition.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The row it is done to.</param>
    /// <remarks>As in the service, an update without an ETag is an upsert; a delete without one is unconditional.</remarks>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action that holds only while the stored row has this ETag.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The row it is done to.</param>
    /// <param name="etag">Sent as If-Match with updates and deletes; adds and upserts have no condition and ignore it.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The row it is done to.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The condition, or the default for none.</summary>
    public ETag ETag { get; }
}
