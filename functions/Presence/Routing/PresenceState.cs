using System.Text.Json.Serialization;

namespace NimbusFunctions.Presence.Routing;

/// <summary>What Graph's free text means for routing. Of two that a presence says at once, the later one here is told.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PresenceState>))]
internal enum PresenceState
{
    Available,

    /// <summary>Be right back too.</summary>
    Away,

    /// <summary>Busy with nothing that is known.</summary>
    Busy,

    InAMeeting,

    /// <summary>Nothing is known, or Graph used a word that nobody knows.</summary>
    Unknown,

    Offline,
    UrgentInterruptionsOnly,
    Focusing,
    Presenting,
    DoNotDisturb,

    /// <summary>A conference call too.</summary>
    InACall,
}
