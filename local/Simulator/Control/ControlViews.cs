using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Faults;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>How the control API shows things.</summary>
internal static class ControlViews
{
    public static object Of(SimulatedTenant tenant)
    {
        lock (tenant.Directory.Gate)
        {
            return new
            {
                tenant.Id,
                tenant.Name,
                tenant.Domain,
                tenant.AdminUpn,
                tenant.AdminGroupId,
                Users = tenant.Directory.ActiveUsers,
                Teams = tenant.Directory.ActiveTeams.Count(),
                Consent = tenant.Consent.Given,
            };
        }
    }

    public static object Of(SimulatedUser user) => new
    {
        user.Id,
        user.DisplayName,
        user.GivenName,
        user.Surname,
        user.UserPrincipalName,
        user.Mail,
        user.Department,
        user.JobTitle,
        user.OfficeLocation,
        user.PreferredLanguage,
        user.MobilePhone,
        user.AccountEnabled,
        deletedDateTime = user.DeletedAt,
    };

    public static object Of(SimulatedGroup team) => new
    {
        team.Id,
        team.DisplayName,
        team.Description,
        team.Mail,
        deletedDateTime = team.DeletedAt,
        Members = team.Members.Ids.ToArray(),
        Owners = team.Owners.Ids.ToArray(),
    };

    public static object Of(ActiveFault active) => new
    {
        active.Id,
        active.Fault.Match,
        Kind = FaultBody.NameOf(active.Fault.Kind),
        Status = active.Fault.Kind is FaultKind.Status ? active.Fault.Status : (int?)null,
        active.Fault.RetryAfter,
        active.Fault.Code,
        DelayMs = active.Fault.Kind is FaultKind.Slow ? (int)active.Fault.Delay.TotalMilliseconds : (int?)null,
        active.Fault.Probability,
        Times = active.Fault.Times ?? 0,
        active.Struck,
    };

    public static object Of(Guid user, PresenceState presence) => new { Id = user, presence.Availability, presence.Activity };

    public static ControlReply Of(DirectoryRefusal refusal) => ControlReply.Problem(refusal.Status, refusal.Kind, refusal.Detail);
}
