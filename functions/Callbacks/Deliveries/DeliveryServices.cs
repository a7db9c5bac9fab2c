using Nimbus.Platform.Hosting;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>What the delivery of news to flows adds to the app.</summary>
internal static class DeliveryServices
{
    public static void AddCallbackDelivery(this IServiceCollection services)
    {
        services.AddSingleton<KnownTriggers>().AddSingleton<TriggerOwner>().AddSingleton<TriggerSuspension>();
        services.AddSingleton(provider => new DeliveryGate(provider.GetRequiredService<TimeProvider>(), Random.Shared));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CallbackDelivery>(provider, Random.Shared));
        services.AddSingleton<CallbackCaller>().AddSingleton<CallbackDispatch>();
    }

    public static void MapCallbackTriggers(this WebApplication app)
    {
        app.MapFunction("DeliverCallback", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<MessageRunner>().RunAsync(
                CallbackMessage.Queue, message, context.Services.GetRequiredService<CallbackDispatch>().RunAsync, stop));
        app.MapFunction("CollectFlowCallbacksDeadLetters", (TriggeredMessage message, FunctionContext context, CancellationToken stop) =>
            context.Services.GetRequiredService<DeadLetterCollection>().CollectAsync(CallbackMessage.Queue, message, stop));
    }
}
