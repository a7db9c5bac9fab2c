using NimbusFunctions.Operations.DeadLetters;
using NimbusFunctions.Operations.Overview;

namespace NimbusFunctions.Operations;

/// <summary>What operators see and mend.</summary>
internal static class OperationsCapability
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<DeadLetterPages>().AddSingleton<DeadLetterBatch>().AddSingleton<DeadLetterDesk>();
        services.AddSingleton<LetterCounts>().AddSingleton<TenantGathering>().AddSingleton<TenantsOverview>().AddSingleton<TenantOperations>();
    }

    public static void MapOperations(this RouteGroupBuilder v1)
    {
        v1.MapDeadLetters();
        v1.MapOverview();
    }
}
