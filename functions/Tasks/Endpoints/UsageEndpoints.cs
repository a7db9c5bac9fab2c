using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>How a service's caps are used, and what others would have meant.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/services/{service}/usage", UsageAsync).Require(Permissions.Tasks, Letters.Read);
        v1.MapGet("/tenants/{tenant}/services/{service}/usage/what-if", WhatIfAsync).Require(Permissions.Tasks, Letters.Read).ReadsQuery();
    }

    private static async Task<IResult> UsageAsync(
        HttpContext http, string service, ServiceStore services, TenantStore tenants, LimitsInForce limits, TaskReader reader, TimeProvider time)
    {
        if (await RefusalAsync(http, service, services, tenants) is { } refusal)
            return refusal;
        var all = await limits.FindAsync(http.TenantId(), http.RequestAborted);
        var usage = new List<ModalityUsage>();
        foreach (var modality in Enum.GetValues<Modality>())
        {
            var slots = await reader.SlotsAsync(TaskPartition.Of(http.TenantId(), service, modality), http.RequestAborted);
            usage.Add(ModalityUsage.Of(modality, all!.Limits.CapOf(modality), slots, time.GetUtcNow()));
        }

        return Results.Json(new UsageAnswer(service, usage), NimbusJson.Default.UsageAnswer);
    }

    private static async Task<IResult> WhatIfAsync(
        HttpContext http, string service, ServiceStore services, TenantStore tenants, LimitsInForce limits, TaskSpans history, TimeProvider time)
    {
        var (query, problem) = WhatIfQuery.Parse(http.Request.Query);
        if (query is null)
            return new ProblemResult(problem!);
        if (await RefusalAsync(http, service, services, tenants) is { } refusal)
            return refusal;
        var all = await limits.FindAsync(http.TenantId(), http.RequestAborted);
        var to = time.GetUtcNow();
        var from = to.AddDays(-query.Days);
        var spans = await history.ReadAsync(http.TenantId(), service, from, to, http.RequestAborted);
        var modalities = Enum.GetValues<Modality>()
            .Where(modality => (query.Modality ?? modality) == modality)
            .Select(modality => ModalityWhatIf.Of(
                modality, all!.Limits.CapOf(modality), CapReplay.Of([.. spans[modality]], query.Cap)));
        return Results.Json(new WhatIfAnswer(service, query.Cap, from, to, [.. modalities]), NimbusJson.Default.WhatIfAnswer);
    }

    private static async Task<IResult?> RefusalAsync(HttpContext http, string service, ServiceStore services, TenantStore tenants)
    {
        var visible = await VisibleUnits.ReadAsync(http, Permissions.Tasks, Letters.Read, tenants);
        return await services.FindAsync(http.TenantId(), service, http.RequestAborted) is { } stored
            && visible.Cover(stored.Service.OrganizationUnitId, stored.Service.Id)
            ? null
            : new ProblemResult(Problem.NoService(service));
    }
}
