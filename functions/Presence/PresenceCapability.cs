namespace NimbusFunctions.Presence;

/// <summary>What the presence capability adds to the app.</summary>
internal static class PresenceCapability
{
    public static void AddPresence(this IServiceCollection services)
    {
    }

    public static void MapPresence(this RouteGroupBuilder v1)
    {
    }

    public static void MapPresenceTriggers(this WebApplication app)
    {
    }
}
