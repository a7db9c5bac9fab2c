using NimbusFunctions.Access;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.State;

/// <summary>A tenant's licensing state: told to the engines, changed by the operator alone.</summary>
internal static class TenantStateEndpoints
{
    private const string Path = "/tenants/{tenant}/state";

    // Somebody may be writing settings, which changes the same row.
    private const int TriesAgainstOthers = 5;

    public static void MapTenantState(this RouteGroupBuilder v1)
    {
        v1.MapGet(Path, async (HttpContext http, SettingsStore settings) => await AnswerAsync(http, settings)).Require(Permissions.TenantState, Letters.Read);
        v1.MapPut(Path, PutAsync).Require(Permissions.TenantState, Letters.Update);
    }

    private static async Task<IResult> PutAsync(HttpContext http, TenantStore tenants, SettingsStore settings, LedgerStore ledger, TimeProvider time)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.TenantStateBody);
        if (body is null)
            return new ProblemResult(problem!);
        if (body.State is null || !TenantStates.Names.Contains(body.State))
            return new ProblemResult(Problem.Invalid("state", $"must be one of {string.Join(", ", TenantStates.Names)}."));
        var state = Enum.Parse<TenantState>(body.State);
        for (var attempt = 1; attempt <= TriesAgainstOthers; attempt++)
        {
            if (await tenants.FindStoredAsync(http.TenantId(), http.RequestAborted) is not { Tenant: { Ended: null } before } stored)
                return Gone(http);
            if (before.State == state)
                return await AnswerAsync(http, settings);
            var now = time.GetUtcNow();
            if (attempt == 1)
            {
                await ledger.AppendAsync(
                    before.Id,
                    [LedgerEntry.OfCall(now, LedgerActions.TenantStateChanged, before.Id, $"{before.State} to {state} by {http.Caller().Author}")],
                    http.RequestAborted);
            }

            // With a revision of its own: a lane that has acted on it never goes back to an older one.
            if (await tenants.ReplaceAsync(stored, before with { State = state, StateSince = now, Revision = before.Revision + 1 }, http.RequestAborted))
                return await AnswerAsync(http, settings);
        }

        return new ProblemResult(Problem.Changed("The tenant was changed again and again; try it again."));
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, SettingsStore settings) =>
        await settings.ReadDocumentAsync(http.TenantId(), http.RequestAborted) is { } document
            ? Results.Json(
                TenantStates.Of(document.Tenant, ServiceGate.OfTenant(TenantSettings.Of(document)) is null), NimbusJson.Default.TenantStateAnswer)
            : Gone(http);

    private static ProblemResult Gone(HttpContext http) => new(Problem.NoTenant(http.TenantId()));
}
