using Azure;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Connector;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Callbacks.Registration;

/// <summary>Registers triggers and takes them back.</summary>
internal sealed class TriggerDesk(
    TriggerStore triggers, TriggerMemory memory, ServicesByUpn services, TenantStore tenants, LedgerStore ledger, TimeProvider time)
{
    public const int MostOfTenant = 200;
    public const int MostOfUser = 50;

    /// <param name="http">The call; its filter let it through.</param>
    /// <param name="user">Whose trigger it is to be.</param>
    /// <param name="wish">Valid in itself.</param>
    /// <returns>The trigger's id, or what is in the way.</returns>
    public async Task<(string? Id, Problem? Refusal)> RegisterAsync(HttpContext http, string user, TriggerWish wish)
    {
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        if (await tenants.FindAsync(tenant, stop) is not { } known)
            return (null, Problem.NoTenant(tenant));
        if (known.DeletionAsked is not null)
            return (null, Problem.Conflict(ProblemTypes.TenantPendingDeletion, "The tenant is being deleted: it gets no more triggers."));
        var (ids, refusal) = await ServicesAsync(http, wish);
        if (refusal is not null)
            return (null, refusal);
        var filter = wish.ToFilter(ids);
        var id = TriggerWish.IdOf(tenant, user, wish.Kind, wish.Url!, filter);
        var all = await triggers.ListAsync(tenant, stop);
        // A flow has one address per trigger: what it asked for before it was changed is over, in whichever order it says so.
        var former = all.Where(one => one.Kind == wish.Kind && one.UserId == user && one.Address == wish.Url).ToList();
        if (former.Find(one => one.Id == id) is { } same)
        {
            // Whoever asks to be called there again says that somebody is there.
            if (same.Health.Cause == SuspensionCause.AddressGone)
                await triggers.ChangeHealthAsync(tenant, id, health => health with { Cause = null, Since = null, NextTry = null }, stop);
            return (id, null);
        }

        if (TooMany(all.Count - former.Count, all.Count(one => one.UserId == user) - former.Count) is { } tooMany)
            return (null, tooMany);
        await NoteAsync(http, LedgerActions.TriggerRegistered, id, CallbackAddress.HostOf(wish.Url!));
        await AddAsync(tenant, new(id, wish.Kind, wish.Url!, filter, user, time.GetUtcNow()), stop);
        foreach (var one in former)
            await triggers.RemoveAsync(tenant, one.Id, stop);
        memory.Forget(tenant);
        return (id, null);
    }

    /// <summary>
    /// Takes a trigger back. One that is not there is no fault: Power Automate turns a flow off only if this succeeds, and
    /// may say it twice.
    /// </summary>
    /// <returns>Null: it is gone.</returns>
    public async Task<Problem?> RemoveAsync(HttpContext http, TriggerKind kind, string id)
    {
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        if (!IsId(id) || await triggers.FindAsync(tenant, id, stop) is not { } trigger || trigger.Kind != kind)
            return null;
        var permission = TriggerAccess.PermissionOf(kind);
        if (!IsOwn(http, trigger) && !http.Caller().MayTenantWide(permission, Letters.Delete))
            return AccessProblem.Missing(permission, Letters.Delete);
        await NoteAsync(http, LedgerActions.TriggerRemoved, id, CallbackAddress.HostOf(trigger.Address));
        await triggers.RemoveAsync(tenant, id, stop);
        memory.Forget(tenant);
        return null;
    }

    /// <summary>Whether the caller registered it.</summary>
    public static bool IsOwn(HttpContext http, FlowTrigger trigger) =>
        CallerIdentity.From(http.User) is { IsApp: false } identity && identity.ObjectId == trigger.UserId;

    private async Task<(IReadOnlyList<string> Ids, Problem? Refusal)> ServicesAsync(HttpContext http, TriggerWish wish)
    {
        var permission = TriggerAccess.PermissionOf(wish.Kind);
        var visible = await VisibleUnits.ReadAsync(http, permission, Letters.Create, tenants);
        var (ids, errors) = (new List<string>(), new ValidationErrors());
        foreach (var (place, upn) in wish.Services!.Index())
        {
            if (await services.FindAsync(http.TenantId(), upn!, http.RequestAborted) is not { } service)
                errors.Add($"config.services[{place}]", $"must be the UPN of a service of the tenant; {Printable.Short(upn!)} is none.");
            else if (!visible.Cover(service.OrganizationUnitId, service.Id))
                return ([], Problem.Forbidden($"The permission {permission} ({AccessProblem.Word(Letters.Create)}) is missing for service {service.Upn}."));
            else
                ids.Add(service.Id);
        }

        return (ids, errors.Any ? errors.ToProblem() : null);
    }

    private static Problem? TooMany(int ofTenant, int ofUser) => (ofTenant, ofUser) switch
    {
        ( >= MostOfTenant, _) => Problem.Conflict(ProblemTypes.TooMany, $"A tenant has at most {MostOfTenant} triggers; turn off flows that are not needed (GET /v1/triggers lists them)."),
        (_, >= MostOfUser) => Problem.Conflict(ProblemTypes.TooMany, $"A user has at most {MostOfUser} triggers; turn off flows that are not needed (GET /v1/triggers lists them)."),
        _ => null,
    };

    private async Task AddAsync(string tenant, FlowTrigger trigger, CancellationToken cancellation)
    {
        try
        {
            await triggers.AddAsync(tenant, trigger, cancellation);
        }
        catch (RequestFailedException failure) when (RowConflict.Is(failure))
        {
            // The same call a second time, at the same time.
        }
    }

    private static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    private Task NoteAsync(HttpContext http, string action, string id, string host) => ledger.AppendAsync(
        http.TenantId(), [LedgerEntry.OfCall(time.GetUtcNow(), action, id, $"{host}, by {http.Caller().Author}")], http.RequestAborted);
}
