using NimbusFunctions.Access;
using NimbusFunctions.Presence.Permission;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>What the checks of a tenant's settings add to the app.</summary>
internal static class CheckServices
{
    public static void AddChecks(this IServiceCollection services)
    {
        services.AddSingleton<AcsTrial>().AddSingleton<GraphTrial>().AddSingleton<TokenRoles>().AddSingleton<TenantChecks>();
        foreach (var kind in SecretKind.All)
        {
            services.AddSingleton<ITenantCheck>(app => new AcsCheck(
                kind, app.GetRequiredService<SecretDesk>(), app.GetRequiredService<AcsTrial>(), app.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton<ITenantCheck>(app => new GroupCheck(
            "tenant-group", "tenantAdministrationSecurityGroup", general => general.TenantAdministrationSecurityGroup, true, Permissions.Checks, app.GetRequiredService<GraphTrial>()));
        services.AddSingleton<ITenantCheck>(app => new GroupCheck(
            "partner-group", "partnerAdministrationSecurityGroup", general => general.PartnerAdministrationSecurityGroup, false, Permissions.PartnerGroup,
            app.GetRequiredService<GraphTrial>()));
        services.AddSingleton<ITenantCheck, FilterCheck>();
        services.AddSingleton<ITenantCheck>(app => new UserChecks(UserChecks.Presence, app.GetRequiredService<PermissionCheck>()));
        services.AddSingleton<ITenantCheck>(app => new UserChecks(UserChecks.InstantMessaging, app.GetRequiredService<PermissionCheck>()));
        services.AddSingleton<ITenantCheck, PermissionsCheck>().AddSingleton<ITenantCheck, ContactCheck>();
    }
}
