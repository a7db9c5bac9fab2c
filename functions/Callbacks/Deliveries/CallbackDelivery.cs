using NimbusFunctions.Messaging;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>Delivers a piece of news to one trigger.</summary>
internal sealed class CallbackDelivery(
    KnownTriggers triggers,
    TriggerOwner owner,
    TriggerSuspension suspension,
    DeliveryGate gate,
    CallbackCaller caller,
    TimeProvider time,
    Random random,
    ILogger<CallbackDelivery> log)
{
    /// <param name="message">The message that brings it.</param>
    /// <param name="callback">Its body; names whom to tell.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What becomes of the message.</returns>
    public async Task<MessageOutcome> DeliverAsync(QueueMessage message, CallbackMessage callback, CancellationToken cancellation)
    {
        var delivery = callback.Delivery ?? throw new UnreadableMessageException("it names nobody to tell");
        // Taken back: its flow is off, or its tenant has ended.
        if (await triggers.FindAsync(callback.Tenant, delivery.TriggerId, cancellation) is not { } trigger)
            return MessageOutcome.Done.Instance;
        var news = new News(callback.Tenant, trigger, delivery, message);
        if (DeliveryDecision.IsTooOld(message.FirstSeen, time.GetUtcNow()))
            return await GiveUpAsync(news, $"It could not be delivered for a day; of the address: {trigger.Health.LastFailure ?? "it had too many news to take"}.", cancellation);
        if (delivery.IsNotice)
            return await CallAsync(news, cancellation);

        var standing = await owner.StandingAsync(callback.Tenant, trigger, delivery.ServiceId, cancellation);
        if (standing != TriggerStanding.Holds)
        {
            await suspension.LoseAsync(callback.Tenant, trigger, delivery.ServiceId, standing, cancellation);
            return MessageOutcome.Done.Instance;
        }

        trigger = await suspension.RegainAsync(callback.Tenant, trigger, delivery.ServiceId, cancellation);
        if (trigger.Health is { Cause: SuspensionCause.AddressGone, NextTry: { } next } && next > time.GetUtcNow())
            return Postpone(next - time.GetUtcNow(), "the trigger is suspended");
        return await CallAsync(news with { Trigger = trigger }, cancellation);
    }

    private async Task<MessageOutcome> CallAsync(News news, CancellationToken cancellation)
    {
        var entry = gate.Enter(news.Tenant, news.Trigger.Id);
        if (entry is GateEntry.Closed closed)
            return new MessageOutcome.Later(closed.Delay, closed.Reason, CountsAsAttempt: false);
        DeliveryVerdict? verdict = null;
        try
        {
            var answer = await caller.CallAsync(news.Trigger.Address, news.Delivery.EventId, news.Delivery.Body, cancellation);
            verdict = DeliveryDecision.Of(answer, news.Message.Attempt, news.Message.FirstSeen, time.GetUtcNow(), random.NextDouble());
        }
        finally
        {
            // An address that says at once that it is gone holds nothing up.
            gate.Leave((GateEntry.Open)entry, verdict is DeliveryVerdict.Delivered or DeliveryVerdict.AddressGone, (verdict as DeliveryVerdict.Later)?.Rest);
        }

        return await SettleAsync(news, verdict, cancellation);
    }

    private async Task<MessageOutcome> SettleAsync(News news, DeliveryVerdict verdict, CancellationToken cancellation)
    {
        var (tenant, trigger, _, _) = news;
        var now = time.GetUtcNow();
        switch (verdict)
        {
            case DeliveryVerdict.Delivered when news.Delivery.IsNotice:
                return MessageOutcome.Done.Instance;
            case DeliveryVerdict.Delivered:
                CallbackMetrics.Delivered(tenant, now - news.Delivery.At);
                if (trigger.Health.Cause == SuspensionCause.AddressGone)
                    log.TriggerResumed(tenant, trigger.Id, news.Delivery.ServiceId);
                await triggers.ChangeAsync(tenant, trigger, health => HealthChange.Delivered(health, now), cancellation);
                return MessageOutcome.Done.Instance;
            case DeliveryVerdict.Later later:
                await FailAsync(news, later.Reason, health => HealthChange.Failed(health, later.Reason), cancellation);
                return new MessageOutcome.Later(later.Delay, later.Reason);
            case DeliveryVerdict.AddressGone when news.Delivery.IsNotice:
                // It cannot be told any more; what is suspended stays so.
                return MessageOutcome.Done.Instance;
            case DeliveryVerdict.AddressGone gone:
                if (trigger.Health.Cause != SuspensionCause.AddressGone)
                {
                    log.TriggerSuspended(tenant, trigger.Id, news.Delivery.ServiceId, SuspensionCause.AddressGone);
                    CallbackMetrics.Suspended(tenant, SuspensionCause.AddressGone);
                }

                var after = HealthChange.AddressGone(trigger.Health, gone.Reason, now);
                await FailAsync(news, gone.Reason, health => HealthChange.AddressGone(health, gone.Reason, now), cancellation);
                return Postpone((after.NextTry ?? now) - now, gone.Reason, counts: true);
            case DeliveryVerdict.GivenUp givenUp:
                return await GiveUpAsync(news, givenUp.Reason, cancellation);
            default:
                throw new InvalidOperationException($"There is no such verdict: {verdict.GetType().Name}.");
        }
    }

    private async Task FailAsync(News news, string reason, Func<TriggerHealth, TriggerHealth> change, CancellationToken cancellation)
    {
        CallbackMetrics.Failed(news.Tenant);
        log.CallbackFailed(news.Tenant, news.Trigger.Id, reason);
        await triggers.ChangeAsync(news.Tenant, news.Trigger, change, cancellation);
    }

    private async Task<MessageOutcome> GiveUpAsync(News news, string reason, CancellationToken cancellation)
    {
        // What a flow is told of its own trigger is no news that it misses.
        if (!news.Delivery.IsNotice)
        {
            await triggers.ChangeAsync(news.Tenant, news.Trigger, HealthChange.Missed, cancellation);
            CallbackMetrics.Missed(news.Tenant);
            log.NewsMissed(news.Tenant, news.Trigger.Id, reason);
        }

        return new MessageOutcome.GivenUp(reason);
    }

    private MessageOutcome.Later Postpone(TimeSpan delay, string reason, bool counts = false) =>
        new(DeliveryDecision.Spreading(delay, random.NextDouble()), reason, counts);

    /// <summary>What is to be delivered to whom.</summary>
    private sealed record News(string Tenant, FlowTrigger Trigger, Delivery Delivery, QueueMessage Message);
}
