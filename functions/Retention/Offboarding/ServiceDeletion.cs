using NimbusFunctions.Directory.Services;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// The steps of a service's deletion: pure decisions. One of a team waits for its confirmation and keeps its members until
/// then; the others end at once.
/// </summary>
internal static class ServiceDeletion
{
    /// <summary>The service after somebody asked for its deletion; the same where somebody did before.</summary>
    public static Service Ask(Service service, DateTimeOffset now) => service.State == ServiceState.PendingDeletion
        ? service
        : service with { State = ServiceState.PendingDeletion, StateSince = now, AwaitsConfirmation = service.TeamId is not null };

    /// <summary>The service after the confirmation; null: nobody asked for its deletion.</summary>
    public static Service? Confirm(Service service) =>
        service.State == ServiceState.PendingDeletion ? service with { AwaitsConfirmation = false } : null;

    /// <summary>The service after its deletion was called off; null: it was not asked for, or is confirmed.</summary>
    public static Service? Cancel(Service service, DateTimeOffset now) => service.AwaitsConfirmation
        // Should its team be gone meanwhile, the next run finds it out.
        ? service with { State = ServiceState.Operational, StateSince = now, AwaitsConfirmation = false }
        : null;
}
