using Microsoft.Extensions.Options;
using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>A tenant's secrets: set, removed, and told of. Their values come in here and never go out.</summary>
internal static class SecretEndpoints
{
    private const string All = "/tenants/{tenant}/secrets";
    private const string One = $"{All}/{{name}}";

    public static void MapSecrets(this RouteGroupBuilder v1)
    {
        v1.MapGet(All, async (HttpContext http, SecretDesk desk) =>
            Results.Json(new Page<SecretAnswer>(await desk.ListAsync(http.TenantId(), http.RequestAborted), null), NimbusJson.Default.PageSecretAnswer))
            .Require(Permissions.Secrets, Letters.Read);
        v1.MapPut(One, SetAsync).Require(Permissions.Secrets, Letters.Update);
        v1.MapDelete(One, RemoveAsync).Require(Permissions.Secrets, Letters.Update);
    }

    private static async Task<IResult> SetAsync(HttpContext http, string name, SecretDesk desk, IOptions<SecretsOptions> options)
    {
        if (SecretKind.Find(name) is not { } kind)
            return Unknown();
        var local = options.Value.LocalEndpoint.Length == 0 ? null : new Uri(options.Value.LocalEndpoint);
        var (value, problem) = await SecretBody.ReadAsync(http, local);
        if (value is null)
            return new ProblemResult(problem!);
        return await TryAsync(() => desk.SetAsync(http.TenantId(), kind, value, http.Caller().Author, http.RequestAborted)) is { } refused
            ? new ProblemResult(refused)
            : Results.Json((await desk.ListAsync(http.TenantId(), http.RequestAborted)).First(secret => secret.Name == name), NimbusJson.Default.SecretAnswer);
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string name, SecretDesk desk)
    {
        if (SecretKind.Find(name) is not { } kind)
            return Unknown();
        return await TryAsync(() => desk.RemoveAsync(http.TenantId(), kind, http.Caller().Author, http.RequestAborted)) is { } refused
            ? new ProblemResult(refused)
            : Results.NoContent();
    }

    private static async Task<Problem?> TryAsync(Func<Task<Problem?>> act)
    {
        try
        {
            return await act();
        }
        catch (SecretStoreException failure)
        {
            return new(ProblemTypes.StoreUnavailable, "The store of secrets failed.", StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }

    private static ProblemResult Unknown() => new(Problem.Missing(
        ProblemTypes.NotFound, $"There is no such secret; there are {string.Join(", ", SecretKind.All.Select(kind => kind.Name))}."));
}
