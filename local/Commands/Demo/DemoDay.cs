using System.Globalization;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Local.Commands.Demo;

/// <summary>
/// The story of a day in a tenant. What happens is done to the directory; whether it has arrived is asked of the API.
/// </summary>
/// <param name="api">The tenant's API, for the operator's daemon.</param>
/// <param name="bearerOf">The same API for the bearer of another token.</param>
/// <param name="control">The simulated directory.</param>
/// <param name="cast">Who plays what.</param>
internal sealed class DemoDay(TenantApi api, Func<string, TenantApi> bearerOf, ControlClient control, DemoCast cast)
{
    private const string Absent = "not in the user list";
    private const string Department = "Night Shift";

    private readonly string tenant = api.Tenant;
    private string joiner = "";
    private string token = "";

    private string Belongs => $"TeamMember of {cast.Team.DisplayName}";

    /// <summary>What happens, in order; each scene builds on those before it.</summary>
    public IEnumerable<DemoScene> Scenes() =>
    [
        new("first sync", Numbers(cast.Teams, cast.People), NumbersAsync, _ => Task.CompletedTask),
        new("joiner: a new user comes into a team", Belongs, ct => MembershipAsync(joiner, ct), JoinAsync),
        new("change of department", Department, DepartmentAsync, ct => control.ChangeDepartmentAsync(tenant, cast.Mover.Id, Department, ct)),
        new("leaver: a user goes out of the only team", Absent, ct => MembershipAsync(cast.Leaver.Id, ct), ct => control.RemoveMemberAsync(tenant, cast.Team.Id, cast.Leaver.Id, ct)),
        new("token of a user who will be deleted", "200", TakeTokenAsync),
        new("deleted user", Absent, ct => MembershipAsync(cast.Deleted.Id, ct), ct => control.DeleteUserAsync(tenant, cast.Deleted.Id, ct)),
        new("the same token, still valid", "403", TokenStatusAsync),
        new("restored user", Belongs, ct => MembershipAsync(cast.Deleted.Id, ct), ct => control.RestoreUserAsync(tenant, cast.Deleted.Id, ct)),
        new("the same token again", "200", TokenStatusAsync),
        new("end of the day: one joined, one left", Numbers(cast.Teams, cast.People), NumbersAsync),
    ];

    private async Task JoinAsync(CancellationToken ct)
    {
        joiner = (await control.CreateUserAsync(tenant, ct)).Id;
        await control.AddMemberAsync(tenant, cast.Team.Id, joiner, ct);
    }

    private async Task<string> TakeTokenAsync(CancellationToken ct)
    {
        token = await control.TokenAsync(tenant, cast.Deleted.UserPrincipalName, null, ct);
        return await TokenStatusAsync(ct);
    }

    // Every user of a service may see it.
    private async Task<string> TokenStatusAsync(CancellationToken ct) =>
        ((int)await bearerOf(token).TryServicesAsync(ct)).ToString(CultureInfo.InvariantCulture);

    private async Task<string> MembershipAsync(string user, CancellationToken ct)
    {
        if (await api.FindUserAsync(user, ct) is not { } found)
            return Absent;

        var membership = found.Memberships?.FirstOrDefault(one => one.ServiceId == cast.Team.Id);
        return membership is null ? "in the user list without the service" : $"{membership.Role} of {membership.ServiceName}";
    }

    private async Task<string> DepartmentAsync(CancellationToken ct) =>
        await api.FindUserAsync(cast.Mover.Id, ct) is { } found ? found.Department ?? "none" : Absent;

    private async Task<string> NumbersAsync(CancellationToken ct) =>
        Numbers((await api.ServicesAsync(ct)).Count, (await api.UsersAsync(ct)).Count);

    private static string Numbers(int services, int users) => string.Create(CultureInfo.InvariantCulture, $"{services} services, {users} users");
}
