using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Directory.Licences;

/// <summary>The licences that a tenant gives to services and users, and how many of each it may give.</summary>
internal static class LicenceCatalogue
{
    private static readonly IReadOnlyDictionary<string, Func<LicencesSection, int?>> Contingents = new Dictionary<string, Func<LicencesSection, int?>>(StringComparer.Ordinal)
    {
        [OfService("AdvancedRouting")] = section => section.AdvancedRouting,
        [OfService("EnterpriseRouting")] = section => section.EnterpriseRouting,
        [OfService(ServiceVocabulary.ContactCenter)] = section => section.ContactCenter,
        [OfUser(UserLicences.ContactCenter)] = section => section.UserContactCenter,
        [OfUser(UserLicences.AttendantConsole)] = section => section.UserAttendantConsole,
        [OfUser(UserLicences.Interact)] = section => section.UserInteract,
        [OfUser(UserLicences.Assistant)] = section => section.UserAssistant,
        [OfUser(UserLicences.InstantMessaging)] = section => section.UserInstantMessaging,
        [OfUser(UserLicences.ExternalTask)] = section => section.UserExternalTask,
        [OfUser(UserLicences.Email)] = section => section.UserEmail,
    };

    /// <summary>All of them; stored, so a name never changes.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Contingents.Keys];

    public static string OfService(string licence) => $"Service{licence}";

    public static string OfUser(UserLicences licence) => $"User{licence}";

    /// <summary>The single licences of a user.</summary>
    public static IEnumerable<string> OfUserAll(UserLicences licences) =>
        Enum.GetValues<UserLicences>().Where(licence => licence != UserLicences.None && licences.HasFlag(licence)).Select(OfUser);

    /// <summary>How many there may be; null: as many as the tenant likes.</summary>
    public static int? ContingentOf(string licence, LicencesSection section) => Contingents[licence](section);
}
