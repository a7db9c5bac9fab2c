using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Ledger;
using NimbusFunctions.Presence.Signals;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>Gives and takes a user's licences, and notes the registration with the bot.</summary>
internal static class EntitlementEndpoints
{
    // The sync may be rewriting the same row.
    private const int TriesAgainstOthers = 5;

    public static void MapEntitlements(this RouteGroupBuilder v1)
    {
        v1.MapPut("/tenants/{tenant}/users/{user}/licences", LicencesAsync).Require(Permissions.UserLicences, Letters.Update);
        v1.MapPut("/tenants/{tenant}/users/{user}/bot-registration", BotAsync).Require(Permissions.UserLicences, Letters.Update);
    }

    private static async Task<IResult> LicencesAsync(
        HttpContext http, string user, UserStore users, LedgerStore ledger, TenantStore tenants, LicenceSeats seats, LicenceUseReader uses, SettingsStore settings,
        RoutableSignals signals, TimeProvider time)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.LicencesBody);
        if (body is null)
            return new ProblemResult(problem!);
        if (body.Fault() is { } fault)
            return new ProblemResult(Problem.Invalid("licences", fault));
        var licences = Entitlement.Parse(body.Licences!);
        if (await settings.ReadAllAsync(http.TenantId(), http.RequestAborted) is not { } all)
            return new ProblemResult(Problem.NoTenant(http.TenantId()));
        IReadOnlyList<TableEntity> toLeave = [];
        var answer = await ChangeAsync(
            http, user, users, tenants, signals,
            before => before with { Licences = licences },
            (id, after) => ledger.AppendAsync(
                http.TenantId(),
                [LedgerEntry.OfCall(
                    time.GetUtcNow(), LedgerActions.LicencesChanged, id,
                    $"to {(after.Licences == UserLicences.None ? "none" : string.Join(", ", after.LicenceNames))} by {http.Caller().Author}")],
                http.RequestAborted),
            async stored =>
            {
                var (id, before) = (stored.User.Id, stored.Entitlement);
                if (await uses.ReadAsync(http.TenantId(), stored, before.Licences & ~licences, http.RequestAborted) is { Count: > 0 } used)
                    return LicenceChecklist.InUse(id, used);
                (toLeave, var refused) = await seats.PrepareAsync(
                    http.TenantId(), id, [.. LicenceCatalogue.OfUserAll(licences)], LicenceCatalogue.OfUserAll(before.Licences & ~licences),
                    all.Licences, http.RequestAborted);
                return refused is null ? null : LicenceProblems.NoneLeft(refused, all.Licences);
            });
        if (answer is not ProblemResult)
            await seats.LeaveAsync(http.TenantId(), toLeave, http.RequestAborted);
        return answer;
    }

    private static async Task<IResult> BotAsync(
        HttpContext http, string user, UserStore users, LedgerStore ledger, TenantStore tenants, RoutableSignals signals, TimeProvider time)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.BotRegistrationBody);
        if (body is null)
            return new ProblemResult(problem!);
        if (body.Registered is not { } registered)
            return new ProblemResult(Problem.Invalid("registered", "must be true or false."));
        var action = registered ? LedgerActions.BotRegistered : LedgerActions.BotRegistrationEnded;
        return await ChangeAsync(
            http, user, users, tenants, signals,
            before => before with { BotRegistered = registered },
            (id, _) => ledger.AppendAsync(
                http.TenantId(), [LedgerEntry.OfCall(time.GetUtcNow(), action, id, $"by {http.Caller().Author}")], http.RequestAborted));
    }

    /// <param name="http">The call.</param>
    /// <param name="user">The user of the address.</param>
    /// <param name="users">The users.</param>
    /// <param name="tenants">The tenants.</param>
    /// <param name="signals">Told where the user may have come to take work.</param>
    /// <param name="change">What is to become of it; asked again where the row was changed meanwhile.</param>
    /// <param name="note">Writes the ledger's line, before the deed.</param>
    /// <param name="prepare">What has to be done first, each time that the row was read; tells what speaks against the change.</param>
    private static async Task<IResult> ChangeAsync(
        HttpContext http, string user, UserStore users, TenantStore tenants, RoutableSignals signals,
        Func<Entitlement, Entitlement> change, Func<string, Entitlement, Task> note, Func<StoredUser, Task<Problem?>>? prepare = null)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return new ProblemResult(Problem.NoUserId);
        var (tenant, userId, stop) = (http.TenantId(), id.ToString("D"), http.RequestAborted);
        var units = await VisibleUnits.ReadAsync(http, Permissions.UserLicences, Letters.Update, tenants);
        var noted = false;
        for (var attempt = 1; attempt <= TriesAgainstOthers; attempt++)
        {
            if (await users.FindStoredAsync(tenant, userId, stop) is not { User.IsVisible: true } stored
                || !units.Cover(stored.User.OrganizationUnitId))
                return new ProblemResult(Problem.NoUser(userId));
            var after = change(stored.Entitlement);
            if (after != stored.Entitlement && prepare is not null && await prepare(stored) is { } refusal)
                return new ProblemResult(refusal);
            if (after != stored.Entitlement && !noted)
            {
                await note(userId, after);
                noted = true;
            }

            if (after != stored.Entitlement && !await users.EntitleAsync(tenant, stored, after, stop))
                continue;
            if (after.Exceeds(stored.Entitlement))
                await signals.LookAtAsync(tenant, userId, null, stop);
            return Results.Json(
                new EntitlementAnswer(userId, after.LicenceNames, after.BotRegistered), NimbusJson.Default.EntitlementAnswer);
        }

        return new ProblemResult(Problem.UserContended(userId));
    }
}

/// <summary>All licences that the user is to have from now on.</summary>
internal sealed record LicencesBody(IReadOnlyList<string>? Licences)
{
    /// <summary>What is wrong with it; null: nothing.</summary>
    public string? Fault()
    {
        if (Licences is null)
            return "must be a list of licences; an empty one takes all away.";
        if (Licences.Count > Entitlement.Names.Count)
            return $"must have at most {Entitlement.Names.Count} entries.";
        return Licences.FirstOrDefault(name => name is null || !Entitlement.Names.Contains(name)) is { } unknown
            ? $"has '{Printable.Short(unknown)}'; there are {string.Join(", ", Entitlement.Names)}."
            : Licences.Contains(null) ? "must not contain null." : null;
    }
}

/// <summary>Whether the user has registered with the bot that hands out chats.</summary>
internal sealed record BotRegistrationBody(bool? Registered);

/// <summary>What the user is entitled to now.</summary>
internal sealed record EntitlementAnswer(string UserId, IReadOnlyList<string> Licences, bool BotRegistered);
