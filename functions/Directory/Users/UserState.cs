namespace NimbusFunctions.Directory.Users;

/// <summary>Where a user stands; stored by name.</summary>
internal enum UserState
{
    /// <summary>Has access.</summary>
    Active,

    /// <summary>In the directory's bin: no access, everything kept, restorable.</summary>
    SoftDeleted,

    /// <summary>Added automatically and in no operational service any more: no access, everything kept for 30 days.</summary>
    Departed,

    /// <summary>Deleted from the directory for good: only the id is kept, so that late news of it find no gap.</summary>
    Gone,
}

/// <summary>How a user came into the list; stored by name.</summary>
internal enum UserSource
{
    Synced,
    Manual,
}
