using NimbusFunctions.Tenants.Checks;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tenants.State;
using NimbusFunctions.Tenants.Units;

namespace NimbusFunctions.Tenants;

/// <summary>What tenants, with their settings, organization units, secrets and checks, add to the app.</summary>
internal static class TenantsCapability
{
    public static void AddTenants(this IServiceCollection services)
    {
        services.AddSingleton<TenantStore>().AddSingleton<TenantsInForce>();
        services.AddSingleton<SettingsStore>().AddSingleton<SettingsDesk>().AddSingleton<SettingsHistory>();
        services.AddSingleton<UnitStore>().AddSingleton<UnitContentsReader>().AddSingleton<UnitDesk>().AddSingleton<ISettingsCheck, DefaultUnitCheck>();
        services.AddSecrets();
        services.AddChecks();
    }

    public static void MapTenants(this RouteGroupBuilder v1)
    {
        v1.MapTenantList();
        v1.MapTenantState();
        v1.MapSettings();
        v1.MapSettingsHistory();
        v1.MapOrganizationUnits();
        v1.MapSecrets();
        v1.MapChecks();
    }
}
