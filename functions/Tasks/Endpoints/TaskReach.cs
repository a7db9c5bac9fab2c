using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>Whether a task lies where the caller may do something.</summary>
internal sealed class TaskReach(ServiceStore services, TenantStore tenants)
{
    /// <summary>Supervisors and owners end what a flow began; a customer's chat or mail is an administrator's to end.</summary>
    public static bool CanBeCancelled(ContactTask task) => task.Modality is Modality.Outbound or Modality.ExternalTask;

    public Task<bool> MaySeeAsync(HttpContext http, ContactTask task) => MayAsync(http, task, Permissions.Tasks, Letters.Read);

    public async Task<bool> MayEndAsync(HttpContext http, ContactTask task) =>
        await MayAsync(http, task, Permissions.KillTasks, Letters.Delete)
        || (CanBeCancelled(task) && await MayAsync(http, task, Permissions.CancelTasks, Letters.Delete));

    public async Task<bool> MayAsync(HttpContext http, ContactTask task, string permission, Letters letter)
    {
        var visible = await VisibleUnits.ReadAsync(http, permission, letter, tenants);
        // A task can outlive its service; then it lies in no unit.
        var service = !visible.NeedUnits ? null : await services.FindAsync(http.TenantId(), task.ServiceId, http.RequestAborted);
        return visible.Cover(service?.Service.OrganizationUnitId ?? "", task.ServiceId);
    }
}
