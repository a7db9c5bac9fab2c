using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Manual;

/// <summary>Looks for users in the tenant's directory, and adds them to the list by hand.</summary>
internal static class AddUserEndpoints
{
    public static void MapAddedUsers(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/directory/users", SearchAsync).Require(Permissions.DirectorySearch, Letters.Read).InTurns().ReadsQuery();
        v1.MapPost("/tenants/{tenant}/users", PostAsync).Require(Permissions.Users, Letters.Create);
    }

    private static async Task<IResult> SearchAsync(HttpContext http, DirectorySearch directory, UserStore users)
    {
        var errors = new ValidationErrors();
        http.Request.Query.Check(["search"], errors);
        var search = http.Request.Query.Value("search") ?? "";
        errors.Text("search", search, DirectoryQuestion.Longest, required: true);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (DirectoryQuestion.Of(search) is not { } question)
            return new ProblemResult(Problem.Invalid("search", "must hold a name, a UPN, @domain or an object id."));
        if ((await Masks.ReadAsync(http)).Users)
            return new ProblemResult(Problem.Forbidden("The tenant does not let its partner see users' names and addresses (dataPrivacy.partnerSeesUsers)."));
        if (await directory.FindAsync(http.TenantId(), question, http.RequestAborted) is not { } found)
            return new ProblemResult(Problem.DirectorySilent("The directory did not answer; try again."));
        var known = await users.FindManyAsync(http.TenantId(), [.. found.Select(user => user.Id)], http.RequestAborted);
        return Results.Json(
            new Page<DirectoryUserAnswer>([.. found.Select(user => DirectoryUserAnswer.Of(user, known.GetValueOrDefault(user.Id)?.User))], null),
            NimbusJson.Default.PageDirectoryUserAnswer);
    }

    private static async Task<IResult> PostAsync(HttpContext http, AddedUsers added, UserStore users, SettingsStore settings)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.AddUserBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = new ValidationErrors();
        if (!Guid.TryParseExact(body.Id, "D", out var id))
            errors.Add("id", "must be the user's directory object id, a GUID.");
        errors.Guid("organizationUnitId", body.OrganizationUnitId);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var tenant = http.TenantId();
        if (await settings.ReadAllAsync(tenant, http.RequestAborted) is not { } all)
            return new ProblemResult(Problem.NoTenant(tenant));
        var (user, isNew, refusal) = await added.AddAsync(
            new(
                tenant, id.ToString("D"), body.OrganizationUnitId?.ToLowerInvariant(),
                all.Provisioning.DefaultOrganizationUnitId,
                http.Caller().ScopeOf(Permissions.Users, Letters.Create), http.Caller().Author),
            http.RequestAborted);
        if (user is null)
            return new ProblemResult(refusal!);
        http.Response.Headers.Location = $"/v1/tenants/{tenant}/users/{user.Id}";
        var stored = await users.FindStoredAsync(tenant, user.Id, http.RequestAborted) ?? new(user, default);
        return Results.Json(
            UserAnswer.Of(stored, null).Masked(await Masks.ReadAsync(http)), NimbusJson.Default.UserAnswer,
            statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}

/// <summary>A user of the directory who is to be added.</summary>
/// <param name="Id">The directory object id.</param>
/// <param name="OrganizationUnitId">Null: the tenant's default, or where the user lay before.</param>
internal sealed record AddUserBody(string? Id, string? OrganizationUnitId = null);

/// <summary>A user of the directory.</summary>
/// <param name="Enabled">Whether the account may sign in; null: the directory does not say.</param>
/// <param name="Guest">Whether it is a guest's account.</param>
/// <param name="IsUser">Whether the user list shows the user already.</param>
/// <param name="IsKept">Whether the user was in the list before, and would come back with what was kept.</param>
internal sealed record DirectoryUserAnswer(
    string Id, string DisplayName, string UserPrincipalName, string? Department, string? Mail, bool? Enabled, bool Guest, bool IsUser, bool IsKept)
{
    public static DirectoryUserAnswer Of(FoundUser found, NimbusUser? known) => new(
        found.Id, found.Details.DisplayName, found.Details.UserPrincipalName, NullIfEmpty(found.Details.Department), NullIfEmpty(found.Details.Mail),
        found.IsEnabled, found.IsGuest, known?.IsVisible == true, known is { IsVisible: false, State: not UserState.Gone });

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
