using Nimbus.Platform.Hosting;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention.Endpoints;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Retention.Subjects;

namespace NimbusFunctions.Retention;

/// <summary>What the retention capability adds to the app.</summary>
internal static class RetentionCapability
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<ReceiptBook>();
        services.AddSingleton<PurgeBook>().AddSingleton<ScheduleBook>().AddSingleton<TombstoneRemoval>().AddSingleton<RowRemoval>();
        services.AddSingleton<IRetentionGuards, RetentionGuards>().AddSingleton<GuardStore>().AddSingleton<GuardDesk>();
        services.AddSingleton<RetentionPlanReader>().AddSingleton<RowsAtStake>().AddSingleton<ServiceSteps>();
        services.AddSingleton<TenantServices>().AddSingleton<TenantSteps>().AddSingleton<RemovalWorkBook>();
        services.AddSingleton<IPurgeDuty, TenantRemoval>();
        services.AddSingleton<SourcePurge>().AddSingleton<PurgeScheduler>().AddSingleton<TenantPurge>();
        services.AddSubjects();
    }

    public static void MapRetention(this RouteGroupBuilder v1)
    {
        v1.MapReceipts();
        v1.MapRetentionPlan();
        v1.MapPurgePause();
        v1.MapHolds();
        v1.MapProvisioning();
        v1.MapTenantDeletion();
        v1.MapSubjects();
    }

    public static void MapRetentionTriggers(this WebApplication app)
    {
        app.MapFunction("SchedulePurge", (TimerTick _, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<PurgeScheduler>().QueueAllAsync(stop));
        app.MapFunction("PurgeTenant", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<MessageRunner>().RunAsync(
                PurgeScheduler.Queue, message, context.Services.GetRequiredService<TenantPurge>().PurgeAsync, stop));
        app.MapFunction("CollectRetentionPurgeDeadLetters", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<DeadLetterCollection>().CollectAsync(PurgeScheduler.Queue, message, stop));
    }
}
