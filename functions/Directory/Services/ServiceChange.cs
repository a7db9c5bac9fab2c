using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>What a valid body makes of a service that is there or is not: a pure decision.</summary>
internal static class ServiceChange
{
    public static Service Create(string id, ServiceBody body, string defaultUnit, string defaultOwnerRole, DateTimeOffset now) => new(
        id,
        body.Upn!,
        body.DisplayName!,
        body.AssignmentType!,
        body.TeamId?.ToLowerInvariant(),
        body.OrganizationUnitId ?? defaultUnit,
        body.Licence ?? "AdvancedRouting",
        body.Modalities ?? [ServiceVocabulary.Call],
        body.Busy ?? false,
        body.Away ?? false,
        body.UsersImmediatelyActive ?? true,
        body.MemberMayToggleActive ?? true,
        body.DefaultPriority ?? "Normal",
        defaultOwnerRole,
        ServiceState.Operational,
        0,
        now);

    /// <summary>Fields that are left out keep their values; what is fixed at creation is refused.</summary>
    public static (Service? Changed, Problem? Problem) Apply(Service service, ServiceBody body)
    {
        if (service.State == ServiceState.PendingDeletion)
            return (null, Problem.Conflict(ProblemTypes.FixedAtCreation, $"Service {service.Id} is being deleted; wait until it is gone."));
        if (body.AssignmentType != service.AssignmentType)
            return (null, Problem.Conflict(
                ProblemTypes.FixedAtCreation,
                $"assignmentType is fixed at creation: {service.Id} is {service.AssignmentType}. Create another service instead."));
        if (!string.Equals(body.TeamId, service.TeamId, StringComparison.OrdinalIgnoreCase))
            return (null, Problem.Conflict(
                ProblemTypes.FixedAtCreation,
                $"teamId is fixed at creation: {service.Id} belongs to team {service.TeamId}. Create another service instead."));
        return (service with
        {
            Upn = body.Upn!,
            DisplayName = body.DisplayName!,
            OrganizationUnitId = body.OrganizationUnitId ?? service.OrganizationUnitId,
            Licence = body.Licence ?? service.Licence,
            Modalities = body.Modalities ?? service.Modalities,
            Busy = body.Busy ?? service.Busy,
            Away = body.Away ?? service.Away,
            UsersImmediatelyActive = body.UsersImmediatelyActive ?? service.UsersImmediatelyActive,
            MemberMayToggleActive = body.MemberMayToggleActive ?? service.MemberMayToggleActive,
            DefaultPriority = body.DefaultPriority ?? service.DefaultPriority,
        }, null);
    }

    /// <summary>The fields that a change touches and that have a permission of their own; the licence is decided for the whole tenant.</summary>
    public static IEnumerable<string> FieldsBetween(Service before, Service after)
    {
        if (before.Upn != after.Upn)
            yield return "upn";
        if (before.DisplayName != after.DisplayName)
            yield return "displayName";
        if (before.OrganizationUnitId != after.OrganizationUnitId)
            yield return "organizationUnitId";
        if (!before.Modalities.SequenceEqual(after.Modalities))
            yield return "modalities";
        if (before.Busy != after.Busy)
            yield return "busy";
        if (before.Away != after.Away)
            yield return "away";
        if (before.UsersImmediatelyActive != after.UsersImmediatelyActive)
            yield return "usersImmediatelyActive";
        if (before.MemberMayToggleActive != after.MemberMayToggleActive)
            yield return "memberMayToggleActive";
        if (before.DefaultPriority != after.DefaultPriority)
            yield return "defaultPriority";
    }
}
