using Nimbus.Platform.Hosting;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Arrivals;
using NimbusFunctions.Tasks.Connector;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Tasks.Endpoints;
using NimbusFunctions.Tasks.Events;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Tasks.Sweep;

namespace NimbusFunctions.Tasks;

/// <summary>What the tasks capability adds to the app.</summary>
internal static class TasksCapability
{
    public static void AddTasks(this IServiceCollection services)
    {
        services.AddSingleton<LimitsInForce>().AddSingleton<LaneAgenda>().AddSingleton<TaskHistory>().AddSingleton<OutboxSender>();
        services.AddSingleton(provider => new TaskLanes(
            new LaneStore(provider.GetRequiredService<StoreTables>().Tasks, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<LimitsInForce>().OfAsync,
            provider.GetRequiredService<LaneAgenda>(),
            provider.GetRequiredService<TaskHistory>(),
            provider.GetRequiredService<LedgerStore>(),
            provider.GetRequiredService<OutboxSender>(),
            provider.GetRequiredService<TimeProvider>(),
            Random.Shared,
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<TriggerMemory>().KnownAsync));
        services.AddSingleton<TaskDesk>().AddSingleton<TaskReader>().AddSingleton<TaskSweep>();
        services.AddSingleton<ArrivalAdmission>().AddSingleton<TaskEvents>();
        services.AddSingleton<TaskList>().AddSingleton<TaskReach>().AddSingleton<TaskSpans>();
        services.AddSingleton<ServicesByUpn>().AddSingleton<FlowServices>().AddSingleton<FirstAnswers>().AddSingleton<FlowPosts>().AddSingleton<FlowTasks>().AddSingleton<SchedulerEntryChanges>().AddSingleton<TaskCancellation>();
    }

    public static void MapTasks(this RouteGroupBuilder v1)
    {
        v1.MapExternalTasks();
        v1.MapSchedulerEntries();
        v1.MapTaskInformation();
        v1.MapConnectorLists();
        v1.MapTaskList();
        v1.MapUsage();
    }

    public static void MapTasksTriggers(this WebApplication app)
    {
        app.MapFunction("AdmitArrival", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<MessageRunner>().RunAsync(
                ArrivalMessage.Queue, message, context.Services.GetRequiredService<ArrivalAdmission>().AdmitAsync, stop));
        app.MapFunction("ApplyTaskEvent", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<MessageRunner>().RunAsync(
                TaskEvent.Queue, message, context.Services.GetRequiredService<TaskEvents>().ApplyAsync, stop));
        app.MapFunction("SweepTasks", async (TimerTick _, FunctionContext context, CancellationToken stop) =>
        {
            await context.Services.GetRequiredService<DeadLetterCount>().LookAsync(stop);
            await context.Services.GetRequiredService<TaskSweep>().SweepAsync(stop);
        });
        app.MapFunction("CollectIncomingTasksDeadLetters", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<DeadLetterCollection>().CollectAsync(ArrivalMessage.Queue, message, stop));
        app.MapFunction("CollectTaskEventsDeadLetters", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<DeadLetterCollection>().CollectAsync(TaskEvent.Queue, message, stop));
    }
}
