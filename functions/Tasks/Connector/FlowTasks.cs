using NimbusFunctions.Access;
using NimbusFunctions.Tasks.Endpoints;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>Finds tasks for flows that may come near them.</summary>
internal sealed class FlowTasks(TaskReader reader, TaskReach reach, TenantStore tenants)
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
        return await reach.MayAsync(http, task, permission, letter)
            ? (task, null)
            : (null, new ProblemResult(Problem.Forbidden($"The permission {permission} is missing for service {task.ServiceId}.")));
    }

    /// <summary>
    /// Whether the caller may do something with a task that need not be looked at: its id tells of which service it is
    /// one, and of which modality.
    /// </summary>
    /// <returns>Null: it may, should there be such a task.</returns>
    public async Task<IResult?> RefusalAsync(HttpContext http, string id, Modality modality, Letters letter)
    {
        if (TaskPartition.OfTask(http.TenantId(), id) is not { } partition || partition.Modality != modality)
            return new ProblemResult(TaskProblems.Missing(id));
        var visible = await VisibleUnits.ReadAsync(http, PermissionOf(modality), letter, tenants);
        return visible.Cover("") || visible.Services.Any(service => TaskPartition.Of(http.TenantId(), service, modality) == partition)
            ? null
            : (await FindAsync(http, id, modality, letter)).Refusal;
    }

    public static string PermissionOf(Modality modality) => modality switch
    {
        Modality.Outbound => Permissions.OutboundTasks,
        Modality.ExternalTask => Permissions.ExternalTasks,
        _ => Permissions.TaskInformation,
    };
}
