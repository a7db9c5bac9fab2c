using NimbusFunctions.Messaging;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>
/// Writes down that a trigger gets no news of services, or gets them again, and lets its flow know. The notice goes first: who
/// is killed between the two sends it again under the same id, and the queue drops it.
/// </summary>
internal sealed class TriggerSuspension(KnownTriggers triggers, QueueSender queues, TimeProvider time, ILogger<TriggerSuspension> log)
{
    /// <summary>News is not delivered, for want of rights or of its service.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="service">The service of the news.</param>
    /// <param name="standing">What is missing.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task LoseAsync(string tenant, FlowTrigger trigger, string service, TriggerStanding standing, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var cause = standing == TriggerStanding.ServiceGone ? SuspensionCause.ServiceGone : SuspensionCause.RoleLost;
        IReadOnlyCollection<string> services = standing == TriggerStanding.LostEverywhere ? [service, .. trigger.Filter.Services.Where(id => id != service)] : [service];
        if (!ReferenceEquals(Lost(trigger.Health), trigger.Health))
        {
            await NotifyAsync(tenant, TriggerNotice.Of(tenant, trigger, service, cause, now), cancellation);
            log.TriggerSuspended(tenant, trigger.Id, service, cause);
            CallbackMetrics.Suspended(tenant, cause);
        }

        await triggers.ChangeAsync(tenant, trigger, health => HealthChange.Missed(Lost(health)), cancellation);
        CallbackMetrics.Missed(tenant);

        TriggerHealth Lost(TriggerHealth health) => HealthChange.Lost(health, services, cause, trigger.Filter, now);
    }

    /// <summary>News of a service may be delivered; tells the flow where it might not before.</summary>
    /// <returns>The trigger as it is then.</returns>
    public async Task<FlowTrigger> RegainAsync(string tenant, FlowTrigger trigger, string service, CancellationToken cancellation)
    {
        if (!HealthChange.Contains(trigger.Health, service))
            return trigger;
        await NotifyAsync(tenant, TriggerNotice.Of(tenant, trigger, service, null, time.GetUtcNow()), cancellation);
        await triggers.ChangeAsync(tenant, trigger, health => HealthChange.Regained(health, service), cancellation);
        log.TriggerResumed(tenant, trigger.Id, service);
        return trigger with { Health = HealthChange.Regained(trigger.Health, service) };
    }

    private Task NotifyAsync(string tenant, Delivery notice, CancellationToken cancellation) =>
        queues.SendAsync(CallbackMessage.Queue, new CallbackMessage(tenant, Delivery: notice).ToMessage(notice.EventId), cancellation);
}
