namespace NimbusFunctions.Configuration;

/// <summary>What configuration entities add to the app.</summary>
internal static class ConfigurationCapability
{
    public static void AddConfiguration(this IServiceCollection services)
    {
        services.AddSingleton<ConfigurationStore>().AddSingleton<ReferenceStore>().AddSingleton<EntityPlaces>().AddSingleton<ConfigurationDesk>().AddSingleton<EntityRemoval>();
        foreach (var kind in ConfigurationKinds.InOrder)
            services.AddSingleton<IReferrers>(provider => new EntityReferrers(kind.Segment, provider.GetRequiredService<ConfigurationStore>()));
    }
}
