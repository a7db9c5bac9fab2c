namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Delegated permissions of Microsoft Graph that can be granted here.</summary>
internal static class DelegatedScopes
{
    /// <summary>What the app registration asks for: an administrator's consent grants all of it to everybody.</summary>
    public static readonly string[] Registered =
    [
        "User.Read", "User.ReadBasic.All", "User.Read.All", "Contacts.Read", "Contacts.Read.Shared", "Calendars.Read", "Calendars.Read.Shared", "Presence.Read.All",
    ];

    /// <summary>The permission's proper spelling; null when there is none of this name.</summary>
    public static string? Find(string name) => Registered.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
