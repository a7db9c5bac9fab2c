using System.Text.Json.Serialization;

namespace NimbusFunctions.Presence.Routing;

/// <summary>
/// Why a user takes no work of a service now. Callers branch on the names (<c>in-a-call</c>), so none changes. Where
/// several hold, the first one here is told: what an administrator mends comes before what passes by itself.
/// </summary>
[JsonConverter(typeof(KebabCase<RoutingReason>))]
internal enum RoutingReason
{
    /// <summary>The service's team is deleted, or the service is being deleted.</summary>
    ServiceNotOperational,

    /// <summary>The user is in the directory's bin, or has left.</summary>
    NoAccess,

    /// <summary>The user's flag in the service is off.</summary>
    InactiveInService,

    /// <summary>The service does not take tasks of the modality asked for.</summary>
    ServiceLacksModality,

    /// <summary>The user lacks the licence for the modality, or for a skill-based service.</summary>
    LicenceMissing,

    /// <summary>The user has not registered with the bot that hands out chats.</summary>
    BotRegistrationMissing,

    PresencePermissionMissing,
    PresenceNotTracked,
    PresenceNeverSeen,
    PresenceStale,
    InACall,
    DoNotDisturb,
    Presenting,
    Focusing,
    UrgentInterruptionsOnly,
    Offline,

    /// <summary>Graph does not know, or says a word that nobody knows.</summary>
    PresenceUnknown,

    /// <summary>In a meeting, and the service does not disturb the busy.</summary>
    InAMeeting,

    /// <summary>Busy, and the service does not disturb the busy.</summary>
    Busy,

    /// <summary>Away, and the service does not count on those who are.</summary>
    Away,

    /// <summary>A task is offered to the user, or the user works on one.</summary>
    HoldsTask,
}
