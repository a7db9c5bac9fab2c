using System.Buffers;
using System.Text.Json;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>What a flow is told of its own trigger: a body of the schema that its news have, with nothing of any task.</summary>
internal static class TriggerNotice
{
    public const string Suspended = "TriggerSuspended";
    public const string Resumed = "TriggerResumed";

    /// <param name="tenant">The tenant.</param>
    /// <param name="trigger">The trigger, with the health that it had before.</param>
    /// <param name="service">The service whose news brought it to light.</param>
    /// <param name="cause">Why it is suspended; null: it is not any more.</param>
    /// <param name="now">When.</param>
    public static Delivery Of(string tenant, FlowTrigger trigger, string service, SuspensionCause? cause, DateTimeOffset now)
    {
        var told = cause is null ? Resumed : Suspended;
        // The same for all who find it out at once: the queue and the flow tell twins by it.
        var id = StableHash.Hex($"{trigger.Id}|{trigger.Health.Turns}|{told}|{service}", 32);
        return new(trigger.Id, id, service, now, Body(tenant, trigger.Kind, service, told, cause), IsNotice: true);
    }

    /// <summary>Why nothing comes, for the author of a flow.</summary>
    public static string Sentence(SuspensionCause? cause) => cause switch
    {
        SuspensionCause.RoleLost => "The user of the flow's connection lost the role for the service. News comes again once the role is back.",
        SuspensionCause.ServiceGone => "The service is gone. News comes again once it is back.",
        SuspensionCause.AddressGone => "The flow's address does not take news. It is tried again from time to time.",
        _ => "News comes again. What happened meanwhile is not sent.",
    };

    private static JsonElement Body(string tenant, TriggerKind kind, string service, string told, SuspensionCause? cause)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", told);
            if (kind == TriggerKind.Tasks)
            {
                json.WriteString("tenantId", tenant);
                json.WriteString("serviceId", service);
                json.WriteString("updatedParameterName", cause?.ToString() ?? told);
                json.WriteString("updatedParameterValue", Sentence(cause));
            }
            else
            {
                // Its schema has no such pair.
                json.WriteString("completionReason", cause is null ? Sentence(cause) : $"{cause}: {Sentence(cause)}");
            }

            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
