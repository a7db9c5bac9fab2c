namespace NimbusFunctions.ContactSearch;

/// <summary>A feature of the product that users or administrators grant permissions for.</summary>
/// <param name="Name">As in answers.</param>
/// <param name="Permissions">Delegated permissions of Graph; none: the user registers.</param>
/// <param name="Effects">What it is good for, as the product says it.</param>
/// <param name="IsRequired">Whether no productive work goes without it.</param>
/// <param name="OfAdministrators">Whether an administrator grants it for everybody.</param>
internal sealed record UserFeature(string Name, IReadOnlyList<string> Permissions, string Effects, bool IsRequired, bool OfAdministrators)
{
    public const string Bot = "BotRegistration";

    public static IReadOnlyList<UserFeature> All { get; } =
    [
        new("BasicSearch", ["User.Read", "User.ReadBasic.All"], "Basic search for users via their clear name.", true, false),
        new("ExchangeContactsSearch", ["Contacts.Read", "Contacts.Read.Shared"], "Expands the search to the current user's Exchange contacts.", true, false),
        new("CalendarView", ["Calendars.Read", "Calendars.Read.Shared"], "Shows the calendar of contacts.", true, false),
        new("Presence", ["Presence.Read.All"], "Shows a small presence status indicator next to the user.", false, false),
        new("AdvancedSearch", ["User.Read.All"], "Searches and narrows by further fields, such as city, department and job title.", false, true),
        new(Bot, [], "Chats of external customers reach the user: the bot posts the cards that ask whether he takes them.", false, false),
    ];
}
