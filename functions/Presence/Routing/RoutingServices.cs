using NimbusFunctions.Presence.Endpoints;
using NimbusFunctions.Presence.History;
using NimbusFunctions.Presence.Signals;

namespace NimbusFunctions.Presence.Routing;

/// <summary>What is made of presences: who takes work, the states that are kept, the signals.</summary>
internal static class RoutingServices
{
    public static void AddRoutability(this IServiceCollection services)
    {
        services.AddSingleton<UserWorkReader>().AddSingleton<ServiceRouting>()
            .AddSingleton<UserWorkOf>(provider => provider.GetRequiredService<UserWorkReader>().OfAsync);
        services.AddSingleton<StateBookStore>().AddSingleton<StateHistory>().AddSingleton<ServicesOfTenant>().AddSingleton<RoutableSignals>();
        services.AddSingleton<IPresenceFollower, PresenceHistory>();
        services.AddSingleton<IPresenceFollower>(provider => provider.GetRequiredService<RoutableSignals>());
    }

    public static void MapRoutability(this RouteGroupBuilder v1)
    {
        v1.MapUserPresence();
        v1.MapUserStates();
    }
}
