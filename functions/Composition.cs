using Nimbus.Platform.Hosting;
using NimbusFunctions.Access;
using NimbusFunctions.AddressBooks;
using NimbusFunctions.Agenda;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Callbacks.Registration;
using NimbusFunctions.Configuration;
using NimbusFunctions.ContactSearch;
using NimbusFunctions.Directory;
using NimbusFunctions.Entra;
using NimbusFunctions.Graph;
using NimbusFunctions.Health;
using NimbusFunctions.Interact;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Operations;
using NimbusFunctions.Ops;
using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Presence;
using NimbusFunctions.Retention;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions;

/// <summary>What there is, in the order that a reader would ask.</summary>
internal static class Composition
{
    public static void AddCapabilities(this IServiceCollection services)
    {
        services.AddEntra();
        services.AddGraph();
        services.AddHealth();
        services.AddMessaging();
        services.AddSingleton<LedgerStore>().AddSingleton<AgendaStore>();
        services.AddSingleton<CallerReader>().AddSingleton<SearchTurns>().AddSingleton<RoleAssignmentStore>();
        // Before the retention: a tenant's secrets go before its rows.
        services.AddTenants();
        services.AddDirectory();
        services.AddTasks();
        services.AddCallbacks();
        services.AddPresence();
        services.AddRetention();
        services.AddConfiguration();
        services.AddInteract();
        services.AddAddressBooks();
        services.AddContactSearch();
        services.AddOperations();
        services.AddOps();
    }

    public static void MapCapabilities(this WebApplication app)
    {
        app.UseMiddleware<AnswerHeaders>();
        app.UseMiddleware<StoreFailures>();
        app.UseMiddleware<TablesFirst>();
        app.UseAuthentication();
        app.UseMiddleware<SessionDoor>();
        app.UseAuthorization();

        var v1 = app.MapHttpFunction("ApiV1", "v1");
        v1.MapTenants();
        v1.MapDirectory();
        v1.MapTasks();
        v1.MapTriggers();
        v1.MapPresence();
        v1.MapRetention();
        v1.MapConfiguration();
        v1.MapInteract();
        v1.MapContactSearch();
        v1.MapUserPermissions();
        v1.MapOperations();
        v1.MapAudit();
        v1.MapNothingElse();
        var v2 = app.MapHttpFunction("ApiV2", "v2");
        v2.MapAddressBooks();
        v2.MapNothingElse();
        var ops = app.MapHttpFunction("Ops", "ops");
        ops.MapOps();
        ops.MapNothingElse();
        app.MapHttpFunction("Health", "health").MapHealth();
        app.MapDirectoryTriggers();
        app.MapTasksTriggers();
        app.MapPresenceTriggers();
        app.MapRetentionTriggers();
        app.MapCallbackTriggers();
    }
}
