using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>What keeps a service from working, as far as its own state goes: a pure decision.</summary>
internal static class ServiceObstacle
{
    /// <summary>The obstacle; null: it is operational.</summary>
    public static Problem? Of(Service service) => service.State switch
    {
        ServiceState.TeamSoftDeleted => Problem.Conflict(
            ProblemTypes.ServiceTeamDeleted, $"The team of service {service.Id} is in the directory's bin; restore it first."),
        ServiceState.TeamGone => Problem.Conflict(
            ProblemTypes.ServiceTeamGone, $"The team of service {service.Id} is deleted for good; use another service."),
        ServiceState.PendingDeletion => Problem.Conflict(
            ProblemTypes.ServicePendingDeletion, $"Service {service.Id} is being deleted; use another service."),
        _ => null,
    };
}
