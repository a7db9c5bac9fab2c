using Nimbus.Platform.Hosting;
using NimbusFunctions.Access;
using NimbusFunctions.Agenda;
using NimbusFunctions.Directory;
using NimbusFunctions.Entra;
using NimbusFunctions.Health;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence;
using NimbusFunctions.Retention;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions;

/// <summary>The composition root: what there is, in the order that a reader would ask.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            await using var app = Build(arguments);
            return await app.RunCustomHandlerAsync();
        }
        catch (Exception failure) when (failure is OptionsException or CustomHandlerException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static WebApplication Build(string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        builder.AddCustomHandler();
        // The framework logs every request with its query, and so whom somebody searched for.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        StartupOptions.Read(builder.Configuration).AddTo(builder.Services);
        builder.Services.AddEntra();
        builder.Services.AddSingleton<QueueSender>().AddSingleton<MessageRunner>()
            .AddSingleton<DeadLetterStore>().AddSingleton<DeadLetterCollection>();
        builder.Services.AddSingleton<LedgerStore>().AddSingleton<AgendaStore>();
        builder.Services.AddSingleton<TenantStore>().AddSingleton<SettingsStore>();
        builder.Services.AddSingleton<CallerReader>().AddSingleton<RoleAssignmentStore>();
        builder.Services.AddDirectory();
        builder.Services.AddTasks();
        builder.Services.AddPresence();
        builder.Services.AddRetention();

        var app = builder.Build();
        app.UseMiddleware<StoreFailures>();
        app.UseMiddleware<TablesFirst>();
        app.UseAuthentication();
        app.UseAuthorization();

        var v1 = app.MapHttpFunction("ApiV1", "v1");
        v1.MapTenants();
        v1.MapDirectory();
        v1.MapTasks();
        v1.MapPresence();
        v1.MapRetention();
        v1.MapNothingElse();
        app.MapHttpFunction("ApiV2", "v2").MapNothingElse();
        app.MapHttpFunction("Ops", "ops").MapNothingElse();
        app.MapHttpFunction("Health", "health").MapHealth();
        app.MapDirectoryTriggers();
        app.MapTasksTriggers();
        app.MapPresenceTriggers();
        app.MapRetentionTriggers();
        return app;
    }
}
