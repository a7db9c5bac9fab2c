using NimbusFunctions.Presence;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>The body of a check; there need be none.</summary>
/// <param name="Filter">A filter to try before it is saved; null: the stored one.</param>
/// <param name="Upn">Whom to look for; null: the section's test user.</param>
internal sealed record TenantCheckBody(string? Filter = null, string? Upn = null)
{
    public ValidationErrors Validate(string check)
    {
        var errors = new ValidationErrors();
        errors.Text("filter", Filter, AttendantConsoleSection.LongestFilter);
        errors.Text("upn", Upn, PresenceSection.LongestUpn);
        if (Filter is not null && check != FilterCheck.CheckName)
            errors.Add("filter", $"belongs to the check {FilterCheck.CheckName} alone.");
        if (Upn is not null && check is not (UserChecks.Presence or UserChecks.InstantMessaging))
            errors.Add("upn", $"belongs to the checks {UserChecks.Presence} and {UserChecks.InstantMessaging} alone.");
        return errors;
    }
}
