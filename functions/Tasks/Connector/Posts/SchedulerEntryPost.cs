using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>An outbound task.</summary>
internal sealed record SchedulerEntryPost(SchedulerEntryBody Body) : FlowPost(
    Modality.Outbound,
    Permissions.OutboundTasks,
    Body.ServiceUpn!,
    JsonSerializer.Serialize(Body with { ClientReference = null }, ConnectorJson.Plain.SchedulerEntryBody),
    Body.ClientReference)
{
    public override Problem? Fault(DateTimeOffset now) => DueWindow.Fault(Body.Due!.Value, now);

    public override (ContactTask Task, string Answer) Make(string id, Service service, TimeSpan lease, DateTimeOffset now)
    {
        var content = Body.WithDefaults(service.DefaultPriority);
        var task = new ContactTask(
            id, service.Id, Modality, TaskState.Scheduled, now, now, JsonSerializer.Serialize(content, ConnectorJson.Plain.SchedulerEntryBody))
        {
            ClientReference = ClientReference,
            Due = content.Due,
            Lease = content.Lease,
        };
        var answer = SchedulerEntryAnswer.Of(task, content, service.Upn);
        return (task, JsonSerializer.Serialize(answer, ConnectorJson.Plain.SchedulerEntryAnswer));
    }
}
