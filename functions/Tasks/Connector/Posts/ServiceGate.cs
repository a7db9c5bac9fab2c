using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>Whether a service takes tasks of a modality at all, whatever its cap: a pure decision.</summary>
internal static class ServiceGate
{
    /// <summary>Why not; null: it does.</summary>
    public static Problem? Refusal(Service service, Modality modality, TenantSettings tenant) =>
        OfTenant(tenant) ?? OfModality(modality, tenant) ?? ServiceObstacle.Of(service) ?? OfLicence(service, modality);

    /// <summary>Why a tenant takes no tasks at all; null: it does.</summary>
    public static Problem? OfTenant(TenantSettings tenant) => tenant.IsPendingDeletion
        ? Problem.Conflict(ProblemTypes.TenantPendingDeletion, "The tenant is being deleted: it takes no tasks any more.")
        : OfState(tenant.State, tenant.Limits);

    private static Problem? OfModality(Modality modality, TenantSettings tenant) =>
        modality == Modality.InstantMessaging && !tenant.InstantMessaging.Enabled
            ? Problem.Conflict(ProblemTypes.ModalityMissing, "Chats are switched off in the tenant's settings (instantMessaging.enabled).")
            : null;

    private static Problem? OfState(TenantState tenant, LimitsSection limits) => tenant switch
    {
        TenantState.Suspended => Refused(
            ProblemTypes.TenantSuspended, "The tenant is suspended: its tasks are refused until the operator lifts that."),
        TenantState.Expired when limits.WhenExpired == LimitsSection.Refuse => Refused(
            ProblemTypes.TenantExpired, "The tenant's subscription ran out: its tasks are refused until it is renewed."),
        TenantState.Canceled when limits.WhenCanceled == LimitsSection.Refuse => Refused(
            ProblemTypes.TenantCanceled, "The tenant's subscription is cancelled: its tasks are refused."),
        _ => null,
    };

    private static Problem? OfLicence(Service service, Modality modality)
    {
        if (service.Licence != ServiceVocabulary.ContactCenter)
            return Refused(
                ProblemTypes.LicenceMissing,
                $"Service {service.Id} has the licence {service.Licence}; {modality} needs {ServiceVocabulary.ContactCenter}.");
        return service.Modalities.Contains(modality.ToString())
            ? null
            : Problem.Conflict(ProblemTypes.ModalityMissing, $"Service {service.Id} does not have the modality {modality}; add it to the service.");
    }

    private static Problem Refused(string type, string detail) => new(
        type, "The tenant or the service is not entitled to this task.", StatusCodes.Status403Forbidden, detail);
}
