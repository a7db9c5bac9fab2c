using NimbusFunctions.Configuration;

namespace NimbusFunctions.Directory.Users.Settings;

/// <summary>Whether the settings of a user refer to an entity.</summary>
internal sealed class UserReferrers(UserStore users) : IReferrers
{
    public const string OfUsers = "user";

    public string Kind => OfUsers;

    public async Task<bool> StillRefersAsync(string tenant, string referrerId, EntityReference reference, CancellationToken cancellation) =>
        await users.FindStoredAsync(tenant, referrerId, cancellation) is { } stored && UserSettings.ReferencesOf(stored).Contains(reference);
}
