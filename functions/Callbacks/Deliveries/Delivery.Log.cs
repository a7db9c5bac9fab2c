namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>What the delivery logs: no address, which holds a signature, and nothing of the news.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(EventIds.TriggerSuspended, LogLevel.Warning, "Tenant {Tenant}: trigger {Trigger} gets no news (service {Service}): {Cause}.")]
    public static partial void TriggerSuspended(this ILogger log, string tenant, string trigger, string service, SuspensionCause cause);

    [LoggerMessage(EventIds.TriggerResumed, LogLevel.Information, "Tenant {Tenant}: trigger {Trigger} gets news again (service {Service}).")]
    public static partial void TriggerResumed(this ILogger log, string tenant, string trigger, string service);

    [LoggerMessage(EventIds.NewsMissed, LogLevel.Warning, "Tenant {Tenant}: trigger {Trigger} missed news: {Reason}")]
    public static partial void NewsMissed(this ILogger log, string tenant, string trigger, string reason);

    [LoggerMessage(EventIds.CallbackFailed, LogLevel.Information, "Tenant {Tenant}: the address of trigger {Trigger} took no news: {Reason}.")]
    public static partial void CallbackFailed(this ILogger log, string tenant, string trigger, string reason);
}
