namespace Azure.Data.Tables;

/// <summary>What every row of a table has.</summary>
/// <remarks>In this stand-in the clients read and write <see cref="TableEntity"/> only: types bound by reflection are not ahead-of-time safe.</remarks>
public interface ITableEntity
{
    /// <summary>The partition: up to 512 characters, none of <c>/ \ # ?</c> and no control characters.</summary>
    string PartitionKey { get; set; }

    /// <summary>The key inside the partition: rules as for <see cref="PartitionKey"/>, and not empty here.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed the row, UTC. Ignored when written.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The row's version, for conditional updates.</summary>
    ETag ETag { get; set; }
}
