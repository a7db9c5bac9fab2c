using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Routing;

namespace NimbusFunctions.Tests.PresenceRouting;

/// <summary>A service and a member of it whom nothing keeps from work but what a test says.</summary>
internal static class Cases
{
    public const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static Service Service(string id = "sales", bool busy = false, bool away = false, string assignment = ServiceVocabulary.MsTeams) => new(
        id, $"{id}@alpenwerk.example", id, assignment, null, "unit", ServiceVocabulary.ContactCenter, [.. ServiceVocabulary.Modalities],
        busy, away, true, true, "Normal", "TeamOwner", ServiceState.Operational, 0, Now);

    public static KnownPresence Known(string availability, string activity, DateTimeOffset? since = null) =>
        new(new(availability, activity), since ?? Now, Now, TimeSpan.FromSeconds(15), null);

    public static RoutingFacts Facts(KnownPresence? presence = null) =>
        new(Service(), null, true, true, true, Entitlement.None, presence ?? Known("Available", "Available"), false);

    public static string Id(int number) => $"00000000-0000-0000-0000-{number:D12}";
}
