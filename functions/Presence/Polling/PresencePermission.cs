using System.Text.Json.Serialization;

namespace NimbusFunctions.Presence.Polling;

/// <summary>Whether a tenant lets the app read presence, as its answers say; stored and answered by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PresencePermission>))]
internal enum PresencePermission
{
    /// <summary>Nobody was asked for yet.</summary>
    Unknown,

    Granted,

    /// <summary>The app gets a token, and Graph refuses presence.</summary>
    Missing,

    /// <summary>The app gets no token: nobody consented, or the consent was taken back.</summary>
    NotConsented,
}
