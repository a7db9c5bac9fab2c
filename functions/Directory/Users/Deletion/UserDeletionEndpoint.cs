using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Deletion;

/// <summary>Deletes a user who was added by hand.</summary>
internal static class UserDeletionEndpoint
{
    public static void MapUserDeletion(this RouteGroupBuilder v1) =>
        v1.MapDelete("/tenants/{tenant}/users/{user}", DeleteAsync).Require(Permissions.Users, Letters.Delete);

    private static async Task<IResult> DeleteAsync(HttpContext http, string user, UserDeletion deletion, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return new ProblemResult(Problem.NoUserId);
        var units = await VisibleUnits.ReadAsync(http, Permissions.Users, Letters.Delete, tenants);
        return await deletion.DeleteAsync(http.TenantId(), id.ToString("D"), http.Caller().Author, unit => units.Cover(unit), http.RequestAborted) is { } problem
            ? new ProblemResult(problem)
            : Results.NoContent();
    }
}
