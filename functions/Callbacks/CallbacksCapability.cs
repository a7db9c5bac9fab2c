using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Callbacks.Registration;

namespace NimbusFunctions.Callbacks;

/// <summary>Callbacks to flows: who registered, what is news, and who is told.</summary>
internal static class CallbacksCapability
{
    public static void AddCallbacks(this IServiceCollection services)
    {
        services.AddSingleton<TriggerStore>().AddSingleton<TriggerMemory>().AddSingleton<TriggerDesk>().AddSingleton<TriggerViews>().AddSingleton<CallbackFanOut>();
        services.AddCallbackDelivery();
    }
}
