using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Local.Commands.Control;

/// <summary>Does to the simulated directories what people do to real ones.</summary>
internal sealed class ControlClient(HttpClient http)
{
    private readonly JsonCalls calls = new(http);

    public Task<IReadOnlyList<ControlTenant>> TenantsAsync(CancellationToken ct) => calls.GetAsync<IReadOnlyList<ControlTenant>>("_control/tenants", ct);

    public Task<IReadOnlyList<ControlUser>> UsersAsync(string tenant, CancellationToken ct) =>
        calls.GetAsync<IReadOnlyList<ControlUser>>($"_control/tenants/{tenant}/users", ct);

    public Task<IReadOnlyList<ControlTeam>> TeamsAsync(string tenant, CancellationToken ct) =>
        calls.GetAsync<IReadOnlyList<ControlTeam>>($"_control/tenants/{tenant}/teams", ct);

    /// <summary>A token of a user, or of an application with app roles.</summary>
    public async Task<string> TokenAsync(string tenant, string? user, IReadOnlyList<string>? app, CancellationToken ct)
    {
        object wish = user is not null ? new { tenant, user } : new { tenant, app };
        return (await calls.PostAsync<TokenAnswer>("_control/token", wish, ct)).AccessToken;
    }

    /// <summary>Somebody new in the directory, with a made-up name, in no team.</summary>
    public Task<ControlUser> CreateUserAsync(string tenant, CancellationToken ct) =>
        calls.PostAsync<ControlUser>($"_control/tenants/{tenant}/users", new { }, ct);

    public Task AddMemberAsync(string tenant, string team, string user, CancellationToken ct) =>
        DoAsync(HttpMethod.Post, $"{tenant}/teams/{team}/members/{user}", null, ct);

    public Task RemoveMemberAsync(string tenant, string team, string user, CancellationToken ct) =>
        DoAsync(HttpMethod.Delete, $"{tenant}/teams/{team}/members/{user}", null, ct);

    /// <summary>Deletes softly: the directory keeps the user among the deleted items.</summary>
    public Task DeleteUserAsync(string tenant, string user, CancellationToken ct) =>
        DoAsync(HttpMethod.Delete, $"{tenant}/users/{user}", null, ct);

    public Task RestoreUserAsync(string tenant, string user, CancellationToken ct) =>
        DoAsync(HttpMethod.Post, $"{tenant}/users/{user}/restore", null, ct);

    public Task ChangeDepartmentAsync(string tenant, string user, string department, CancellationToken ct) =>
        DoAsync(HttpMethod.Patch, $"{tenant}/users/{user}", new { department }, ct);

    private Task DoAsync(HttpMethod method, string path, object? body, CancellationToken ct) =>
        calls.DoAsync(method, $"_control/tenants/{path}", body, null, ct);
}
