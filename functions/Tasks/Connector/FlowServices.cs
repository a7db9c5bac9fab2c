using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>Finds the service that a flow names, if it may do there what it wants.</summary>
internal sealed class FlowServices(ServicesByUpn services, TenantStore tenants)
{
    /// <param name="http">The call; its filter let it through.</param>
    /// <param name="upn">The service.</param>
    /// <param name="permission">What the caller needs of it.</param>
    /// <param name="letter">What the caller wants to do.</param>
    public async Task<(Service? Service, ProblemResult? Refusal)> FindAsync(HttpContext http, string upn, string permission, Letters letter)
    {
        if (await services.FindAsync(http.TenantId(), upn, http.RequestAborted) is not { } service)
            return (null, new(Problem.Invalid("serviceUpn", $"must be the UPN of a service of the tenant; {Printable.Short(upn)} is none.")));
        var visible = await VisibleUnits.ReadAsync(http, permission, letter, tenants);
        return visible.Cover(service.OrganizationUnitId, service.Id)
            ? (service, null)
            : (null, new(Problem.Forbidden($"The permission {permission} ({AccessProblem.Word(letter)}) is missing for service {service.Id}.")));
    }
}
