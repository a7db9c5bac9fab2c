using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Callbacks;

/// <summary>
/// The body of a message of <c>flow-callbacks</c>: either something happened and those who want to know are to be found,
/// or one of them is to be told.
/// </summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Happening">What happened.</param>
/// <param name="Delivery">Whom to tell.</param>
internal sealed record CallbackMessage(string Tenant, Happening? Happening = null, Delivery? Delivery = null)
{
    public const string Queue = "flow-callbacks";

    /// <param name="id">The same for the same message however often it is sent: the queue takes it once.</param>
    public ServiceBusMessage ToMessage(string id) =>
        new(JsonSerializer.Serialize(this, NimbusJson.Default.CallbackMessage)) { MessageId = id, ContentType = "application/json" };
}

/// <summary>One trigger is to be told.</summary>
/// <param name="TriggerId">The trigger.</param>
/// <param name="EventId">The same for the same news however often it is sent; receivers tell twins by it.</param>
/// <param name="ServiceId">The service that the news is of: the owner's role is checked there at each delivery.</param>
/// <param name="At">When it happened.</param>
/// <param name="Body">What the flow gets: <c>TaskEventData</c> or <c>SchedulerEntryEventData</c>.</param>
/// <param name="IsNotice">It tells of the trigger itself, to a suspended one too: no role is looked at.</param>
internal sealed record Delivery(string TriggerId, string EventId, string ServiceId, DateTimeOffset At, JsonElement Body, bool IsNotice = false);
