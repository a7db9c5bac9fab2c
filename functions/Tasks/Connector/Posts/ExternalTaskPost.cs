using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>An external task.</summary>
internal sealed record ExternalTaskPost(ExternalTaskBody Body) : FlowPost(
    Modality.ExternalTask,
    Permissions.ExternalTasks,
    Body.ServiceUpn!,
    JsonSerializer.Serialize(Body with { ClientReference = null }, ConnectorJson.Plain.ExternalTaskBody),
    Body.ClientReference)
{
    public override (ContactTask Task, string Answer) Make(string id, Service service, TimeSpan lease, DateTimeOffset now)
    {
        var content = Body with
        {
            DistributionPriority = string.IsNullOrEmpty(Body.DistributionPriority) ? service.DefaultPriority : Body.DistributionPriority,
        };
        var task = new ContactTask(
            id, service.Id, Modality, TaskState.InQueue, now, now, JsonSerializer.Serialize(content, ConnectorJson.Plain.ExternalTaskBody))
        {
            ClientReference = ClientReference,
            Lease = lease,
        };
        return (task, JsonSerializer.Serialize(ExternalTaskAnswer.Of(id, Body, service, now), ConnectorJson.Plain.ExternalTaskAnswer));
    }
}
