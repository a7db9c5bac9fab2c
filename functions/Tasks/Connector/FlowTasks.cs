using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>Finds tasks for flows that may come near them.</summary>
internal sealed class FlowTasks(TaskReader reader, ServiceStore services, TenantStore tenants)
{
    /// <param name="http">The call; its filter let it through.</param>
    /// <param name="id">The task.</param>
    /// <param name="modality">What it must be; null: anything.</param>
    /// <param name="letter">What the caller wants to do with it.</param>
    public async Task<(ContactTask? Task, IResult? Refusal)> FindAsync(HttpContext http, string id, Modality? modality, Letters letter)
    {
        if (await reader.FindAsync(http.TenantId(), id, http.RequestAborted) is not { } task || (modality ?? task.Modality) != task.Modality)
            return (null, new ProblemResult(TaskProblems.Missing(id)));
        var permission = PermissionOf(task.Modality);
        var visible = await VisibleUnits.ReadAsync(http, permission, letter, tenants);
        var service = await services.FindAsync(http.TenantId(), task.ServiceId, http.RequestAborted);
        return visible.Cover(service?.Service.OrganizationUnitId ?? "", task.ServiceId)
            ? (task, null)
            : (null, new ProblemResult(Problem.Forbidden($"The permission {permission} is missing for service {task.ServiceId}.")));
    }

    public static string PermissionOf(Modality modality) => modality switch
    {
        Modality.Outbound => Permissions.OutboundTasks,
        Modality.ExternalTask => Permissions.ExternalTasks,
        _ => Permissions.TaskInformation,
    };
}
