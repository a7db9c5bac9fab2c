using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Directory.Services.Settings.Fields;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>
/// Stores what was decided of a service: its licence's seat and its references first, then the service with its history, then a
/// look at its team.
/// </summary>
internal sealed class ServiceDesk(
    ServiceStore services, LicenceSeats seats, ReferenceStore references, ServicePlaces places, MembershipStore memberships, TenantStore tenants, HintStore hints,
    SyncScheduler scheduler, TimeProvider time)
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="before">As it was read; null: it is created.</param>
    /// <param name="after">As it is to be; its settings' revision is set here.</param>
    /// <param name="settings">The tenant's, which tell how many licences there are.</param>
    /// <param name="author">Who does it, for the history.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What is in the way; null: it is stored.</returns>
    public async Task<Problem?> SaveAsync(
        string tenant, StoredService? before, Service after, TenantSettings settings, string author, CancellationToken cancellation)
    {
        if (before is not null && await ObstacleAsync(tenant, before.Service, after, cancellation) is { } obstacle)
            return obstacle;
        var (wanted, had) = (LicenceCatalogue.OfService(after.Licence), before is null ? null : LicenceCatalogue.OfService(before.Service.Licence));
        var (toLeave, noneLeft) = await seats.PrepareAsync(
            tenant, after.Id, [wanted], had is null || had == wanted ? [] : [had], settings.Licences, cancellation);
        if (noneLeft is not null)
            return LicenceProblems.NoneLeft(noneLeft, settings.Licences);
        if (before is null)
        {
            if (await services.CreateAsync(tenant, after, cancellation) is { } other)
                return InTheWay(other, after);
            // See PutBackAsync; there is nowhere to put it back to.
            if (!await tenants.HasUnitAsync(tenant, after.OrganizationUnitId, cancellation))
            {
                await services.RemoveAsync(tenant, after, cancellation);
                return Problem.Invalid("organizationUnitId", OrganizationUnit.Unknown);
            }

            if (after.TeamId is not null)
                await LookAtAsync(tenant, after.Id, cancellation);
            return null;
        }

        if (await ReplaceAsync(tenant, before, after, author, cancellation) is { } refused)
            return refused;
        await seats.LeaveAsync(tenant, toLeave, cancellation);
        if (after.TeamId is not null && after.OwnerRole != before.Service.OwnerRole)
            await LookAtAsync(tenant, after.Id, cancellation);
        return null;
    }

    /// <summary>What keeps the service from becoming so: what it would not reach, and what needs a licence that it is to lose.</summary>
    private async Task<Problem?> ObstacleAsync(string tenant, Service before, Service after, CancellationToken cancellation)
    {
        if (await UnreachedAsync(tenant, before, after, cancellation) is { } unreached)
            return unreached;
        if (!ServiceLicences.IsLower(after.Licence, before.Licence))
            return null;
        var members = await memberships.ReadAsync(tenant, after.Id, cancellation);
        return ServiceLicences.InUse(after, after.Licence, [.. members.Values]) is { Count: > 0 } inUse ? ServiceLicences.Refusal(after, after.Licence, inUse) : null;
    }

    private async Task<Problem?> UnreachedAsync(string tenant, Service before, Service after, CancellationToken cancellation)
    {
        var wanted = ServiceReference.KeptOf(after);
        if (wanted.Count == 0 || (before.OrganizationUnitId == after.OrganizationUnitId && !wanted.Except(ServiceReference.KeptOf(before)).Any()))
            return null;
        var errors = new ValidationErrors();
        await places.CheckAsync(tenant, after, await tenants.OrganizationUnitsAsync(tenant, cancellation), errors, cancellation);
        return errors.Any ? errors.ToProblem() : null;
    }

    private async Task<Problem?> ReplaceAsync(string tenant, StoredService before, Service after, string author, CancellationToken cancellation)
    {
        var (had, wanted) = (ServiceReference.KeptOf(before.Service), ServiceReference.KeptOf(after));
        var moves = before.Service.OrganizationUnitId != after.OrganizationUnitId;
        var who = new Referrer(ServiceReference.Referrer, after.Id);
        // What is taken is touched, and does not move away any more: of what stays where it is, nothing has to be.
        var taken = await references.PrepareAsync(
            tenant, who, moves ? wanted : [.. wanted.Except(had)], [.. had.Except(wanted)], cancellation);
        var problem = await UnreachedAsync(tenant, before.Service, after, cancellation);
        var isChange = ServiceDocument.Between(ServiceDocument.Of(before.Service), ServiceDocument.Of(after)).Count > 0;
        var next = isChange ? after with { Settings = after.Settings with { Revision = before.Service.Settings.Revision + 1 } } : after;
        var history = isChange ? ServiceHistory.Row(tenant, before.Service, next, author, time.GetUtcNow()) : null;
        if (problem is null && await services.ReplaceAsync(tenant, before, next, cancellation, history) is { } other)
            problem = InTheWay(other, after);
        await (problem is null ? references.LeaveAsync(tenant, taken.ToLeave, cancellation) : references.GiveBackAsync(tenant, who, taken.Made, cancellation));
        return problem ?? (moves ? await PutBackAsync(tenant, before.Service, next, author, cancellation) : null);
    }

    /// <summary>
    /// Whoever removes a unit counts after the removal, whoever puts into it looks after the writing: one of them sees the other,
    /// and a service goes back to where it was.
    /// </summary>
    private async Task<Problem?> PutBackAsync(string tenant, Service before, Service written, string author, CancellationToken cancellation)
    {
        while (!await tenants.HasUnitAsync(tenant, written.OrganizationUnitId, cancellation))
        {
            if (await services.FindAsync(tenant, written.Id, cancellation) is not { } now || now.Service.OrganizationUnitId != written.OrganizationUnitId)
                return null;
            var back = now.Service with
            {
                OrganizationUnitId = before.OrganizationUnitId,
                Settings = now.Service.Settings with { Revision = now.Service.Settings.Revision + 1 },
            };
            if (await services.ReplaceAsync(tenant, now, back, cancellation, ServiceHistory.Row(tenant, now.Service, back, author, time.GetUtcNow())) is null)
                return Problem.Invalid($"{ServiceCatalogue.General.Name}.{GeneralFields.Unit}", OrganizationUnit.Unknown);
        }

        return null;
    }

    /// <summary>Says which other service a row belongs to that could not be written over.</summary>
    public static Problem InTheWay(string row, Service service) => row switch
    {
        _ when row == ServiceRow.UpnKey(service.Upn) =>
            Problem.Conflict(ProblemTypes.AlreadyExists, $"upn: another service of this tenant has {service.Upn}."),
        _ when service.Settings.Mailbox is { } mailbox && row == ServiceRow.MailboxKey(mailbox) =>
            Problem.Conflict(ProblemTypes.AlreadyExists, $"modalities.mailbox: another service of this tenant has {mailbox}."),
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
