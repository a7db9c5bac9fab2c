using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Licences;

/// <summary>How many licences a tenant has given, and how many it may give.</summary>
internal static class LicenceEndpoints
{
    public static void MapLicences(this RouteGroupBuilder v1) =>
        v1.MapGet("/tenants/{tenant}/licences", ReadAsync).Require(Permissions.Licences, Letters.Read);

    private static async Task<IResult> ReadAsync(HttpContext http, LicenceSeats seats, SettingsStore settings)
    {
        if (await settings.ReadAllAsync(http.TenantId(), http.RequestAborted) is not { } all)
            return new ProblemResult(Problem.NoTenant(http.TenantId()));
        var counts = await seats.CountAsync(http.TenantId(), http.RequestAborted);
        return Results.Json(
            new Page<LicenceCount>([.. LicenceCatalogue.Names.Select(name => new LicenceCount(name, counts[name], LicenceCatalogue.ContingentOf(name, all.Licences)))], null),
            NimbusJson.Default.PageLicenceCount);
    }
}

/// <summary>A licence: how many have it, and how many may.</summary>
/// <param name="Licence">E.g. <c>UserContactCenter</c>, <c>ServiceContactCenter</c>.</param>
/// <param name="Used">How many seats are taken.</param>
/// <param name="Contingent">How many there may be; null: as many as the tenant likes.</param>
internal sealed record LicenceCount(string Licence, int Used, int? Contingent);
