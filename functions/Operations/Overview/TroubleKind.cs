using System.Text.Json.Serialization;

namespace NimbusFunctions.Operations.Overview;

/// <summary>What an operator has to act on, the worst first; answered by name, so a name never changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TroubleKind>))]
internal enum TroubleKind
{
    /// <summary>Its rows could not be read: nobody knows.</summary>
    Unknown,

    /// <summary>Its sync failed again and again.</summary>
    SyncQuarantined,

    /// <summary>The app may not read presence, so nobody is routable.</summary>
    PresencePermissionMissing,

    /// <summary>The 24 hours in which a purge must end are in danger, or over.</summary>
    PurgeLate,

    /// <summary>No run ended for long, and none failed.</summary>
    SyncLate,

    /// <summary>The change tokens are about to expire: the next run reads everything.</summary>
    DeltaOld,

    /// <summary>Messages were given up.</summary>
    DeadLetters,

    /// <summary>Removals wait for somebody's decision.</summary>
    PlanHeld,

    /// <summary>Polls of presence fail.</summary>
    PresenceFailing,

    /// <summary>Presence was not heard of for long, and no poll failed.</summary>
    PresenceStale,

    /// <summary>Flows are not told any more what they asked for.</summary>
    TriggersSuspended,

    /// <summary>Chats or emails have waited long for a slot.</summary>
    TasksHeld,

    /// <summary>A service has nearly as many tasks as it may.</summary>
    CapsNearFull,

    /// <summary>Somebody stopped all removals of users.</summary>
    RemovalsPaused,

    /// <summary>Somebody stopped all purges.</summary>
    PurgesPaused,

    /// <summary>The last runs of the sync failed; it mends itself, or becomes a quarantine.</summary>
    SyncFailing,
}

/// <summary>Something to act on.</summary>
/// <param name="Since">Since when; null: not known.</param>
/// <param name="Text">In a sentence, without names of people.</param>
/// <param name="Look">Where it is seen and mended: an address of this API.</param>
internal sealed record Trouble(TroubleKind Kind, DateTimeOffset? Since, string Text, string Look);
