namespace NimbusFunctions.Presence;

/// <summary>What the presence capability adds to the app.</summary>
internal static class PresenceCapability
{
    public static void AddPresence(this IServiceCollection services)
    {
        services.AddRouting();
    }

    public static void MapPresence(this RouteGroupBuilder v1)
    {
        v1.MapRouting();
    }

    public static void MapPresenceTriggers(this WebApplication app)
    {
    }
}
