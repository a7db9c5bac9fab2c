using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>Stores what was decided of a service: its licence's seat first, then the service, then a look at its team.</summary>
internal sealed class ServiceDesk(ServiceStore services, LicenceSeats seats, HintStore hints, SyncScheduler scheduler)
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="before">As it was read; null: it is created.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="settings">The tenant's, which tell how many licences there are.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What is in the way; null: it is stored.</returns>
    public async Task<Problem?> SaveAsync(string tenant, StoredService? before, Service after, TenantSettings settings, CancellationToken cancellation)
    {
        var (wanted, had) = (LicenceCatalogue.OfService(after.Licence), before is null ? null : LicenceCatalogue.OfService(before.Service.Licence));
        var (toLeave, noneLeft) = await seats.PrepareAsync(
            tenant, after.Id, [wanted], had is null || had == wanted ? [] : [had], settings.Licences, cancellation);
        if (noneLeft is not null)
            return LicenceProblems.NoneLeft(noneLeft, settings.Licences);
        var inTheWay = before is null
            ? await services.CreateAsync(tenant, after, cancellation)
            : await services.ReplaceAsync(tenant, before, after, cancellation);
        if (inTheWay is not null)
            return InTheWay(inTheWay, after);
        await seats.LeaveAsync(tenant, toLeave, cancellation);
        if (before is null && after.TeamId is not null)
            await LookAtAsync(tenant, after.Id, cancellation);
        return null;
    }

    /// <summary>Says which other service a row belongs to that could not be written over.</summary>
    public static Problem InTheWay(string row, Service service) => row switch
    {
        _ when row == ServiceRow.UpnKey(service.Upn) =>
            Problem.Conflict(ProblemTypes.AlreadyExists, $"upn: another service of this tenant has {service.Upn}."),
        _ when service.TeamId is { } team && row == ServiceRow.TeamKey(team) =>
            Problem.Conflict(ProblemTypes.AlreadyExists, $"teamId: another service of this tenant belongs to team {team}."),
        _ => Problem.Changed($"Service {service.Id} was changed meanwhile; read it again and decide anew."),
    };

    /// <summary>The next run reads the service's team; it begins at once.</summary>
    private async Task LookAtAsync(string tenant, string service, CancellationToken cancellation)
    {
        await hints.AddAsync(tenant, [new(HintKind.Service, service, Full: true)], cancellation);
        await scheduler.QueueNowAsync(tenant, cancellation);
    }
}
