namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does.</summary>
public enum TableTransactionActionType
{
    /// <summary>Inserts; 409 if the row exists.</summary>
    Add = 0,

    /// <summary>Merges into a row.</summary>
    UpdateMerge = 1,

    /// <summary>Replaces a row.</summary>
    UpdateReplace = 2,

    /// <summary>Deletes a row.</summary>
    Delete = 3,

    /// <summary>Inserts or merges.</summary>
    UpsertMerge = 4,

    /// <summary>Inserts or replaces.</summary>
    UpsertReplace = 5,
}
