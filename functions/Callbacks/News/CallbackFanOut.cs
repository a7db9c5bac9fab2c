using Azure.Messaging.ServiceBus;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Callbacks.News;

/// <summary>Finds out who is to be told of a happening, and makes a message for each: done twice, the queue takes them once.</summary>
internal sealed class CallbackFanOut(TriggerMemory triggers, ServiceStore services, UserStore users, QueueSender queues)
{
    /// <param name="message">The message.</param>
    /// <param name="callback">What it holds: a happening.</param>
    /// <param name="cancellation">Ends the attempt; what was sent is sent again.</param>
    public async Task<MessageOutcome> RunAsync(QueueMessage message, CallbackMessage callback, CancellationToken cancellation)
    {
        if (callback.Happening is not { News.Count: > 0 } happening)
            return new MessageOutcome.GivenUp("The message holds nothing that happened.");
        var known = await triggers.FindAsync(callback.Tenant, happening.At, cancellation);
        var told = happening.News.Index()
            .SelectMany(news => known.Of(happening.Task, news.Item), (news, trigger) => (news.Index, trigger, Event: news.Item.EventOf(trigger.Kind)!))
            .ToList();
        if (told.Count == 0)
            return MessageOutcome.Done.Instance;

        var service = await services.FindAsync(callback.Tenant, happening.Task.ServiceId, cancellation);
        var user = happening.ConnectedUser is { } id && await users.FindAsync(callback.Tenant, id, cancellation) is { State: UserState.Active } found
            ? found
            : null;
        var bodies = told.Select(one => (one.Event, one.trigger.Kind)).Distinct()
            .ToDictionary(one => one, one => CallbackBodies.Of(callback.Tenant, happening, one.Event, one.Kind, service?.Service, user));
        await queues.SendAsync(
            CallbackMessage.Queue,
            [.. told.Select(one => Message(
                callback.Tenant,
                new(one.trigger.Id, happening.EventIdOf(one.Index), happening.Task.ServiceId, happening.At, bodies[(one.Event, one.trigger.Kind)])))],
            cancellation);
        return MessageOutcome.Done.Instance;
    }

    private static ServiceBusMessage Message(string tenant, Delivery delivery) =>
        new CallbackMessage(tenant, Delivery: delivery).ToMessage(StableHash.Hex($"{delivery.EventId}|{delivery.TriggerId}", 32));
}
