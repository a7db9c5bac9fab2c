namespace NimbusFunctions.Retention;

/// <summary>What the retention capability adds to the app.</summary>
internal static class RetentionCapability
{
    public static void AddRetention(this IServiceCollection services)
    {
    }

    public static void MapRetention(this RouteGroupBuilder v1)
    {
    }

    public static void MapRetentionTriggers(this WebApplication app)
    {
    }
}
