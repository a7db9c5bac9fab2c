using NimbusFunctions.Access;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Agents;

/// <summary>Who may be an agent or an owner of a service: pure decisions.</summary>
internal static class AgentDecision
{
    /// <summary>What keeps a service from having any; null: nothing.</summary>
    public static Problem? OfService(Service service) => service switch
    {
        { AssignmentType: not ServiceVocabulary.SkillBased } => Problem.Conflict(
            ProblemTypes.NotSkillBased, $"Service {service.Id} is {service.AssignmentType}: only a {ServiceVocabulary.SkillBased} service has agents and owners of its own."),
        { Licence: not ServiceVocabulary.ContactCenter } => Problem.Conflict(
            ProblemTypes.LicenceMissing, $"Service {service.Id} lacks the licence {ServiceVocabulary.ContactCenter}; give it first."),
        _ => ServiceObstacle.Of(service),
    };

    /// <summary>What keeps a user from being one; null: nothing.</summary>
    public static Problem? OfUser(StoredUser? stored, string userId) => stored switch
    {
        not { User.IsVisible: true } => Problem.NoUser(userId),
        _ when !stored.Entitlement.Has(UserLicences.ContactCenter) => LicenceProblems.Missing(userId, UserLicences.ContactCenter),
        _ => null,
    };

    public static Role? RoleIn(NimbusUser user, string service) => user.Memberships.FirstOrDefault(membership => membership.ServiceId == service)?.Role;

    public static NimbusUser With(NimbusUser user, Membership membership) =>
        user with { Memberships = [.. user.Memberships.Where(other => other.ServiceId != membership.ServiceId), membership] };

    public static Problem LastOwner(Service service) => Problem.Conflict(
        ProblemTypes.InUse, $"Service {service.Id} would have no owner left; make somebody else its owner first.");

    public static Problem NoSuch(Service service, string userId, Role role) =>
        Problem.Missing(ProblemTypes.UserNotFound, $"Service {service.Id} has no {(role == Role.ServiceOwner ? "owner" : "agent")} {userId}.");
}
