using Nimbus.Platform.Hosting;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Permission;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Routing;
using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence;

/// <summary>What the presence capability adds to the app.</summary>
internal static class PresenceCapability
{
    public static void AddPresence(this IServiceCollection services)
    {
        services.AddSingleton<ScheduleStore>().AddSingleton<SegmentStore>().AddSingleton<SegmentMemory>().AddSingleton<SegmentWriter>();
        services.AddSingleton<IPresenceReader, PresenceReader>();
        services.AddSingleton<TrackedUsers>().AddSingleton<BusyServices>().AddSingleton<GraphPresences>();
        services.AddSingleton<PollSteps>().AddSingleton<PresenceFollowers>().AddSingleton<PresencePoller>().AddSingleton<PresenceScheduler>();
        services.AddSingleton<PermissionCheck>();
        services.AddRoutability();
    }

    public static void MapPresence(this RouteGroupBuilder v1)
    {
        v1.MapPresencePermission();
        v1.MapRoutability();
    }

    public static void MapPresenceTriggers(this WebApplication app)
    {
        app.MapFunction("SchedulePresence", (TimerTick _, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<PresenceScheduler>().QueueDueAsync(stop));
        app.MapFunction("PollPresence", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<MessageRunner>().RunAsync(
                PresenceScheduler.Queue, message, context.Services.GetRequiredService<PresencePoller>().PollAsync, stop));
        app.MapFunction("CollectPresenceDeadLetters", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<DeadLetterCollection>().CollectAsync(PresenceScheduler.Queue, message, stop));
    }
}
