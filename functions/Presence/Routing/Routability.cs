using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Presence.Routing;

/// <summary>Whether a member of a service takes its work now: a pure decision that says why not.</summary>
internal static class Routability
{
    private static readonly Dictionary<string, RoutingReason> WhyNotKnown = new(StringComparer.Ordinal)
    {
        [PresenceReasons.PermissionMissing] = RoutingReason.PresencePermissionMissing,
        [PresenceReasons.NotTracked] = RoutingReason.PresenceNotTracked,
        [PresenceReasons.NeverSeen] = RoutingReason.PresenceNeverSeen,
        [PresenceReasons.Stale] = RoutingReason.PresenceStale,
    };

    private static readonly Dictionary<string, UserLicences> ModalityLicences = new(StringComparer.Ordinal)
    {
        [ServiceVocabulary.ExternalTask] = UserLicences.ExternalTask,
        [ServiceVocabulary.InstantMessaging] = UserLicences.InstantMessaging,
        [ServiceVocabulary.Email] = UserLicences.Email,
    };

    /// <returns>Null: the user takes work. Else the first reason why not, in the order of <see cref="RoutingReason"/>.</returns>
    public static RoutingReason? Refusal(RoutingFacts facts)
    {
        RoutingReason? first = null;
        foreach (var reason in Refusals(facts))
            first = first < reason ? first : reason;
        return first;
    }

    /// <summary>What a presence means, as a single state: of what availability and activity say the graver.</summary>
    public static PresenceState StateOf(KnownPresence presence, bool extended) => presence is { IsKnown: true, Seen: { } seen }
        ? PresenceWords.StatesOf(seen, extended).Max()
        : PresenceState.Unknown;

    /// <summary>Why a state takes no work in a service with these switches; null: it does.</summary>
    public static RoutingReason? OfState(PresenceState state, bool busySwitch, bool awaySwitch) => state switch
    {
        PresenceState.Available => null,
        PresenceState.Busy => busySwitch ? null : RoutingReason.Busy,
        PresenceState.InAMeeting => busySwitch ? null : RoutingReason.InAMeeting,
        PresenceState.Away => awaySwitch ? null : RoutingReason.Away,
        PresenceState.InACall => RoutingReason.InACall,
        PresenceState.DoNotDisturb => RoutingReason.DoNotDisturb,
        PresenceState.Presenting => RoutingReason.Presenting,
        PresenceState.Focusing => RoutingReason.Focusing,
        PresenceState.UrgentInterruptionsOnly => RoutingReason.UrgentInterruptionsOnly,
        PresenceState.Offline => RoutingReason.Offline,
        _ => RoutingReason.PresenceUnknown,
    };

    /// <summary>Whether a presence takes work in a service, whatever else holds.</summary>
    public static bool Allows(SeenPresence seen, Service service, bool extended) =>
        PresenceWords.StatesOf(seen, extended).All(state => OfState(state, service.Busy, service.Away) is null);

    private static IEnumerable<RoutingReason> Refusals(RoutingFacts facts)
    {
        if (facts.Service.State != ServiceState.Operational)
            yield return RoutingReason.ServiceNotOperational;
        if (!facts.HasAccess)
            yield return RoutingReason.NoAccess;
        if (!facts.IsActive)
            yield return RoutingReason.InactiveInService;
        if (facts.Modality is { } modality)
        {
            if (!Takes(facts.Service, modality))
                yield return RoutingReason.ServiceLacksModality;
            if (ModalityLicences.TryGetValue(modality, out var licence) && !facts.Entitlement.Has(licence))
                yield return RoutingReason.LicenceMissing;
            if (modality == ServiceVocabulary.InstantMessaging && !facts.Entitlement.BotRegistered)
                yield return RoutingReason.BotRegistrationMissing;
        }

        if (facts.Service.AssignmentType == ServiceVocabulary.SkillBased && !facts.Entitlement.Has(UserLicences.ContactCenter))
            yield return RoutingReason.LicenceMissing;
        foreach (var reason in OfPresence(facts))
            yield return reason;
        if (facts.HoldsTask)
            yield return RoutingReason.HoldsTask;
    }

    /// <summary>Calls come with every licence of a service; the other modalities need Contact Center.</summary>
    private static bool Takes(Service service, string modality) =>
        service.Modalities.Contains(modality)
        && (modality == ServiceVocabulary.Call || service.Licence == ServiceVocabulary.ContactCenter);

    private static IEnumerable<RoutingReason> OfPresence(RoutingFacts facts) => facts.Presence switch
    {
        { Reason: { } reason } => [WhyNotKnown.GetValueOrDefault(reason, RoutingReason.PresenceUnknown)],
        { Seen: { } seen } => PresenceWords.StatesOf(seen, facts.Extended)
            .Select(state => OfState(state, facts.Service.Busy, facts.Service.Away)).OfType<RoutingReason>(),
        _ => [RoutingReason.PresenceNeverSeen],
    };
}
