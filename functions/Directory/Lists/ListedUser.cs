using System.Globalization;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Lists;

/// <summary>A user as the list needs it, and no more: a process remembers many.</summary>
/// <param name="Id">The directory object id.</param>
/// <param name="Details">What the directory says.</param>
/// <param name="OrganizationUnitId">The unit that the user lies in.</param>
/// <param name="Source">Added by the sync or by hand.</param>
/// <param name="Services">The ids of the services.</param>
/// <param name="Licences">The licences.</param>
/// <param name="BotRegistered">Whether the user has registered with the bot.</param>
internal sealed record ListedUser(
    string Id, UserDetails Details, string OrganizationUnitId, UserSource Source, string[] Services, UserLicences Licences, bool BotRegistered)
{
    /// <summary>The active responsibility profile; null: none.</summary>
    public string? ActiveProfile { get; init; }

    /// <summary>By id: the order of the list if nothing else is asked for.</summary>
    public static IComparer<ListedUser> ById { get; } =
        Comparer<ListedUser>.Create((one, other) => string.CompareOrdinal(one.Id, other.Id));

    /// <summary>By display name, any case; of one name by id.</summary>
    public static IComparer<ListedUser> ByName { get; } = Comparer<ListedUser>.Create((one, other) =>
        string.Compare(one.Details.DisplayName, other.Details.DisplayName, StringComparison.OrdinalIgnoreCase) is not 0 and var order
            ? order
            : string.CompareOrdinal(one.Id, other.Id));

    /// <param name="stored">A user whom the list shows.</param>
    /// <param name="texts">Gives the one text for all that are equal: departments, units and services come many times.</param>
    public static ListedUser Of(StoredUser stored, Func<string, string> texts) => new(
        stored.User.Id,
        stored.User.Details with { Department = texts(stored.User.Details.Department) },
        texts(stored.User.OrganizationUnitId),
        stored.User.ShownSource,
        [.. stored.User.Services.Select(membership => texts(membership.ServiceId))],
        stored.Entitlement.Licences,
        stored.Entitlement.BotRegistered)
    {
        ActiveProfile = stored.ActiveProfile is { } profile ? texts(profile) : null,
    };

    /// <summary>The names of the licences, in the order of the catalogue.</summary>
    public IReadOnlyList<string> LicenceNames => new Entitlement(Licences, BotRegistered).LicenceNames;

    /// <summary>How many services, as a filter says it.</summary>
    public string ServiceCount => Services.Length.ToString(CultureInfo.InvariantCulture);
}
