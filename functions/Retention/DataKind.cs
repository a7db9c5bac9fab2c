namespace NimbusFunctions.Retention;

/// <summary>What a stored row is kept as, and so for how long. Stored and shown by name, so a name never changes.</summary>
internal enum DataKind
{
    /// <summary>Ended tasks with what came with them of the customer.</summary>
    Tasks,

    /// <summary>The states that users were in.</summary>
    UserStates,

    /// <summary>What the directory sync decided, its runs and what they read.</summary>
    SyncLedger,

    /// <summary>Who was in a service.</summary>
    MemberHistory,

    /// <summary>Former settings, with who wrote them.</summary>
    SettingsHistory,

    /// <summary>What people did by hand.</summary>
    Audit,

    /// <summary>Users who lost access, with what is kept for their return.</summary>
    Tombstones,

    /// <summary>Messages that nobody works on any more.</summary>
    DeadLetters,

    /// <summary>What purges removed.</summary>
    Receipts,
}
