using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Graph;

/// <summary>What calling Graph adds to the app.</summary>
internal static class GraphCapability
{
    public static void AddGraph(this IServiceCollection services)
    {
        services.AddSingleton(provider => GraphTransport.OverTheNetwork(
            provider.GetRequiredService<TenantCredentials>(),
            provider.GetRequiredService<IOptions<GraphOptions>>(),
            provider.GetRequiredService<IOptions<EntraOptions>>()));
        services.AddSingleton<GraphClients>();
    }
}
