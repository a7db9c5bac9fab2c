namespace Azure.Data.Tables;

/// <summary>The names that every row carries; they do not count towards its 252 properties.</summary>
internal static class SystemProperty
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";

    public static bool Is(string name) => name is PartitionKey or RowKey or Timestamp or ETag;
}
