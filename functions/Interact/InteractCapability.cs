namespace NimbusFunctions.Interact;

/// <summary>What Interact adds to the app: who may be reached from which web pages.</summary>
internal static class InteractCapability
{
    public static void AddInteract(this IServiceCollection services) => services
        .AddSingleton<WidgetKeyStore>().AddSingleton<DomainTemplateStore>().AddSingleton<ContactReach>();

    public static void MapInteract(this RouteGroupBuilder v1)
    {
        v1.MapWidgetKey();
        v1.MapContacts();
        v1.MapSessions();
    }
}
