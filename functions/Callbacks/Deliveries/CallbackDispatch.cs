using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>Carries out the messages of <c>flow-callbacks</c>.</summary>
internal sealed class CallbackDispatch(CallbackFanOut fanOut, CallbackDelivery deliveries)
{
    public async Task<MessageOutcome> RunAsync(QueueMessage message, CancellationToken cancellation)
    {
        var callback = message.Read(NimbusJson.Stored.CallbackMessage);
        return callback switch
        {
            { Delivery: not null } => await deliveries.DeliverAsync(message, callback, cancellation),
            { Happening: not null } => await fanOut.RunAsync(message, callback, cancellation),
            _ => throw new UnreadableMessageException("it neither tells of anything nor names whom to tell"),
        };
    }
}
