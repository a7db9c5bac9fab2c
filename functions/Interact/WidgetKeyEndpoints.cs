using NimbusFunctions.Access;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Interact;

/// <summary>The tenant's widget key: shown, and made anew.</summary>
internal static class WidgetKeyEndpoints
{
    private const string Path = "/tenants/{tenant}/interact/widget-key";

    public static void MapWidgetKey(this RouteGroupBuilder v1)
    {
        v1.MapGet(Path, async (HttpContext http, WidgetKeyStore keys) =>
            Results.Json(await keys.ReadAsync(http.TenantId(), http.RequestAborted), NimbusJson.Default.WidgetKey))
            .Require(Permissions.WidgetKey, Letters.Read);
        v1.MapPost($"{Path}/regenerate", RegenerateAsync).Require(Permissions.WidgetKey, Letters.Execute);
    }

    private static async Task<IResult> RegenerateAsync(HttpContext http, WidgetKeyStore keys, LedgerStore ledger, TimeProvider time)
    {
        await ledger.AppendAsync(
            http.TenantId(),
            [LedgerEntry.OfCall(time.GetUtcNow(), LedgerActions.WidgetKeyRegenerated, http.TenantId(), $"by {http.Caller().Author}")],
            http.RequestAborted);
        return Results.Json(await keys.RegenerateAsync(http.TenantId(), http.Caller().Author, http.RequestAborted), NimbusJson.Default.WidgetKey);
    }
}
