using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using NimbusFunctions.Ops.Keys;
using NimbusFunctions.Ops.Page;
using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Ops.SignIn;

namespace NimbusFunctions.Ops;

/// <summary>What the sign-in of people and their sessions add to the app.</summary>
internal static class OpsCapability
{
    public static void AddOps(this IServiceCollection services)
    {
        services.AddSingleton<SessionKeyStore>().AddSingleton<SessionKeys>();
        services.AddSingleton<AttemptCookie>().AddSingleton<CodeRedemption>().AddSingleton<IdTokenCheck>();
        services.Configure<DataProtectionOptions>(options => options.ApplicationDiscriminator = "nimbus-functions");
        services.AddOptions<KeyManagementOptions>().Configure<SessionKeys>((options, keys) => options.XmlRepository = keys);
        // It warns that keys are stored as they are. They are: in the store of secrets.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }

    public static void MapOps(this RouteGroupBuilder ops)
    {
        ops.MapPage();
        ops.MapSignIn();
        ops.MapSessions();
    }
}
