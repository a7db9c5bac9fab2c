using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Presence.Routing;

/// <summary>What decides whether a member of a service takes its work now.</summary>
/// <param name="Service">The service: its state, its Busy and Away switches, its modalities.</param>
/// <param name="Modality">The modality asked for, one of <see cref="ServiceVocabulary.Modalities"/>; null: any.</param>
/// <param name="Extended">Whether the tenant tracks extended presence; else activities are ignored.</param>
/// <param name="HasAccess">Whether the user is active in the tenant.</param>
/// <param name="IsActive">The user's flag in the service.</param>
/// <param name="Entitlement">The user's licences and registration with the bot.</param>
/// <param name="Presence">What is known of the user's presence.</param>
/// <param name="HoldsTask">Whether a task is offered to the user or worked on by the user.</param>
internal sealed record RoutingFacts(
    Service Service,
    string? Modality,
    bool Extended,
    bool HasAccess,
    bool IsActive,
    Entitlement Entitlement,
    KnownPresence Presence,
    bool HoldsTask);
