using Azure;
using Microsoft.AspNetCore.Authentication;
using NimbusFunctions.Access;
using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Health;

/// <summary>
/// Whether the process lives, and whether its neighbours answer. The platform's probes carry no token, so both are
/// open and say one word; what is wrong is told to operators only.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this RouteGroupBuilder health)
    {
        health.WithMetadata(NeedsNoSession.Mark);
        health.MapGet("/live", () => Results.Json(new HealthAnswer("live"), NimbusJson.Default.HealthAnswer)).AllowAnonymous();
        health.MapGet("/ready", ReadyAsync).AllowAnonymous();
    }

    /// <summary>Without its store the app is of no use; without another neighbour it goes on with the rest, and catches up.</summary>
    private static async Task<IResult> ReadyAsync(HttpContext http, StoreTables tables, TableCreation creation, NeighbourWatch neighbours, TimeProvider time)
    {
        var wrong = neighbours.Failing().ToDictionary(StringComparer.Ordinal);
        // The store is asked now, whatever was seen of it before.
        wrong.Remove(Neighbour.Tables);
        if (!creation.Done)
            wrong[Neighbour.Tables] = "The tables are not created yet.";
        else if (await ProblemOfAsync(tables, time, http.RequestAborted) is { } problem)
            wrong[Neighbour.Tables] = problem;
        var ready = !wrong.ContainsKey(Neighbour.Tables);
        return Results.Json(
            new HealthAnswer(!ready ? "not-ready" : wrong.Count == 0 ? "ready" : "degraded", wrong.Count > 0 && await IsOperatorAsync(http) ? wrong : null),
            NimbusJson.Default.HealthAnswer,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<string?> ProblemOfAsync(StoreTables tables, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await tables.Tenants.GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>("health", "probe", null, both.Token);
            return null;
        }
        catch (RequestFailedException failure)
        {
            return $"The table store answered {failure.Status} {failure.ErrorCode}.";
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            return "The table store does not answer.";
        }
    }

    // By the token alone: the store, which knows the other roles, may be what does not answer.
    private static async Task<bool> IsOperatorAsync(HttpContext http)
    {
        var result = await http.AuthenticateAsync();
        return result.Succeeded
            && CallerIdentity.From(result.Principal) is { } identity
            && http.RequestServices.GetRequiredService<CallerReader>().OfToken(identity).MayTenantWide(Permissions.Health, Letters.Read);
    }
}
