using System.Text.RegularExpressions;
using NimbusFunctions.Directory.Services.Settings.Rules;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>The body of <c>PUT /v1/tenants/{t}/services/{s}</c>: the whole service.</summary>
internal sealed partial record ServiceBody(
    string? Id = null,
    string? Upn = null,
    string? DisplayName = null,
    string? AssignmentType = null,
    string? TeamId = null,
    string? OrganizationUnitId = null,
    string? Licence = null,
    IReadOnlyList<string>? Modalities = null,
    bool? Busy = null,
    bool? Away = null,
    bool? UsersImmediatelyActive = null,
    bool? MemberMayToggleActive = null,
    string? DefaultPriority = null)
{
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern { get; }

    public ValidationErrors Validate(string id)
    {
        var errors = new ValidationErrors();
        if (!IdPattern.IsMatch(id) || id.StartsWith(ServiceStore.AdministratorsPrefix, StringComparison.Ordinal))
            errors.Add("id", "must be 1 to 64 letters, digits, dots, hyphens or underscores, and not begin with 'admins-'.");
        if (Id is not null && Id != id)
            errors.Add("id", "must be the id in the address, or be left out.");
        errors.Text("upn", Upn, 128, required: true);
        if (Upn is { Length: > 0 } && !UpnRule.IsUpn(Upn))
            errors.Add("upn", "must be a user principal name such as service@contoso.example.");
        errors.Text("displayName", DisplayName, 256, required: true);
        errors.OneOf("assignmentType", AssignmentType, ServiceVocabulary.AssignmentTypes);
        if (AssignmentType is null)
            errors.Add("assignmentType", $"must be one of {string.Join(", ", ServiceVocabulary.AssignmentTypes)}.");
        errors.Guid("teamId", TeamId);
        if (AssignmentType == ServiceVocabulary.MsTeams && TeamId is null)
            errors.Add("teamId", "must name the team of an MsTeams service.");
        if (AssignmentType is not null and not ServiceVocabulary.MsTeams && TeamId is not null)
            errors.Add("teamId", "must be left out: only an MsTeams service has a team.");
        errors.OneOf("licence", Licence, ServiceVocabulary.Licences);
        errors.OneOf("defaultPriority", DefaultPriority, ServiceVocabulary.Priorities);
        ValidateModalities(errors);
        return errors;
    }

    private void ValidateModalities(ValidationErrors errors)
    {
        foreach (var modality in Modalities ?? [])
        {
            errors.OneOf("modalities", modality ?? "", ServiceVocabulary.Modalities);
            if (modality != ServiceVocabulary.Call && ServiceVocabulary.Modalities.Contains(modality)
                && Licence != ServiceVocabulary.ContactCenter)
                errors.Add("modalities", $"{modality} needs the licence {ServiceVocabulary.ContactCenter}.");
        }

        if (Modalities is not null && Modalities.Distinct().Count() != Modalities.Count)
            errors.Add("modalities", "must not name one twice.");
    }
}
