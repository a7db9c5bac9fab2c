using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Tasks;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Licences.Use;

/// <summary>What uses a user's licence, so that it cannot be taken: the product's downgrade checklist.</summary>
/// <param name="Licence">The licence.</param>
/// <param name="Use">What it is called in refusals and in the documentation.</param>
/// <param name="Mend">What to do about it.</param>
/// <param name="Holds">Whether the user uses it so.</param>
internal sealed record LicenceUse(UserLicences Licence, string Use, string Mend, Func<LicenceFacts, bool> Holds);

/// <summary>What the licences of a user depend on.</summary>
/// <param name="Stored">The user.</param>
/// <param name="Roles">What was assigned by hand.</param>
/// <param name="Tasks">In which modalities the user has a task now.</param>
internal sealed record LicenceFacts(StoredUser Stored, IReadOnlyCollection<Role> Roles, IReadOnlySet<Modality> Tasks)
{
    public bool HasRole(Role role) => Stored.User.Memberships.Any(membership => membership.Role == role) || Roles.Contains(role);
}

/// <summary>All of them; pure decisions. Attendant Console stands in no settings: nothing uses it.</summary>
internal static class LicenceChecklist
{
    public static IReadOnlyList<LicenceUse> All { get; } =
    [
        new(UserLicences.ContactCenter, "agent of a service", "take the user out of the service's agents", facts => facts.HasRole(Role.ServiceAgent)),
        new(UserLicences.ContactCenter, "owner of a service", "take the user out of the service's owners", facts => facts.HasRole(Role.ServiceOwner)),
        new(UserLicences.ContactCenter, "the role Service Supervisor", "take the role", facts => facts.HasRole(Role.ServiceSupervisor)),
        new(UserLicences.ContactCenter, "the role User Supervisor", "take the role", facts => facts.HasRole(Role.UserSupervisor)),
        OfSection(UserSections.Skills, "skills"),
        OfSection(UserSections.Profiles, "responsibility profiles"),
        OfSection(UserSections.NotAvailableReasons, "not available reasons"),
        new(UserLicences.Interact, "an active contact", "switch the contact off", facts => facts.Stored.Entitlement.Interact.Active),
        OfSection(UserSections.DirectCallTemplates, "direct call templates"),
        new(UserLicences.InstantMessaging, "the bot registration", "end the registration", facts => facts.Stored.Entitlement.BotRegistered),
        new(UserLicences.InstantMessaging, "a chat that runs", "wait for its end, or end it", facts => facts.Tasks.Contains(Modality.InstantMessaging)),
        new(UserLicences.ExternalTask, "an external task that runs", "wait for its end, or end it", facts => facts.Tasks.Contains(Modality.ExternalTask)),
        new(UserLicences.Email, "an email that runs", "wait for its end, or end it", facts => facts.Tasks.Contains(Modality.Email)),
    ];

    /// <summary>What uses one of the licences that are to be taken.</summary>
    public static IReadOnlyList<LicenceUse> UsesOf(UserLicences taken, LicenceFacts facts) => taken == UserLicences.None
        ? []
        : [.. All.Where(use => taken.HasFlag(use.Licence) && use.Holds(facts))];

    /// <summary>Names all that is in the way.</summary>
    public static Problem InUse(string userId, IReadOnlyList<LicenceUse> uses) => Problem.Conflict(
        ProblemTypes.InUse,
        $"User {userId} uses {string.Join("; ", uses.GroupBy(use => use.Licence).Select(licence => $"{licence.Key}: {string.Join(", ", licence.Select(use => $"{use.Use} ({use.Mend})"))}"))}.");

    private static LicenceUse OfSection(UserSection section, string use) =>
        new(section.Licence, use, $"empty {section.Name}", facts => facts.Stored.Settings.Uses(section));
}
