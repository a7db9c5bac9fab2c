namespace NimbusFunctions.Messaging;

/// <summary>What sending, receiving and giving up messages add to the app.</summary>
internal static class MessagingCapability
{
    public static void AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton<QueueSender>().AddSingleton<MessageRunner>();
        services.AddSingleton<DeadLetterStore>().AddSingleton<DeadLetterCollection>().AddSingleton<DeadLetterCount>();
    }
}
