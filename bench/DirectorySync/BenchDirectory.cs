using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>The simulated directory, with what a bench does to it and asks of it.</summary>
internal sealed class BenchDirectory(HttpClient http, string tenant)
{
    private readonly JsonCalls calls = new(http);
    private readonly string root = $"_control/tenants/{tenant}";

    public ControlClient Control { get; } = new(http);

    /// <summary>Graph answers no delta from now on, and so no run of the sync gets anywhere.</summary>
    public Task RefuseAsync(CancellationToken stop) =>
        calls.DoAsync(HttpMethod.Post, $"{root}/faults", new { match = "/delta", status = 403, times = 0 }, null, stop);

    /// <summary>Graph answers again.</summary>
    public Task AllowAsync(CancellationToken stop) => calls.DoAsync(HttpMethod.Delete, $"{root}/faults", null, null, stop);

    /// <summary>Counts requests from zero.</summary>
    public Task ForgetRequestsAsync(CancellationToken stop) => calls.DoAsync(HttpMethod.Delete, $"{root}/requests", null, null, stop);

    /// <summary>How many requests Graph got.</summary>
    public async Task<GraphRequests> RequestsAsync(CancellationToken stop) => await calls.GetAsync<GraphRequests>($"{root}/requests", stop);

    /// <summary>Does what is planned. Those to be restored have been deleted before.</summary>
    public async Task ApplyAsync(ChangePlan plan, CancellationToken stop)
    {
        foreach (var user in plan.Moved)
            await Control.ChangeDepartmentAsync(tenant, user, "Night Shift", stop);
        foreach (var join in plan.Joins)
            await Control.AddMemberAsync(tenant, join.Team, join.User, stop);
        foreach (var leave in plan.Leaves)
            await Control.RemoveMemberAsync(tenant, leave.Team, leave.User, stop);
        foreach (var user in plan.Deleted)
            await Control.DeleteUserAsync(tenant, user, stop);
        foreach (var user in plan.Restored)
            await Control.RestoreUserAsync(tenant, user, stop);
        for (var outsider = 0; outsider < plan.Outsiders; outsider++)
            await Control.CreateUserAsync(tenant, stop);
    }

    /// <summary>Compares what the directory says with what Nimbus says, each through its own API.</summary>
    /// <exception cref="BenchException">They differ.</exception>
    public async Task CheckAsync(TenantApi api, CancellationToken stop)
    {
        var users = await Control.UsersAsync(tenant, stop);
        var teams = await Control.TeamsAsync(tenant, stop);
        var found = await api.UsersAsync(stop);
        var services = await api.ServicesAsync(stop);
        var compared = DirectoryComparison.Of(users, teams, found, services);
        List<string> differences = [.. compared.Differences];
        // The administrators' group is no team: who is in the list for it alone says so.
        foreach (var id in compared.InNoTeam)
        {
            var user = await api.FindUserAsync(id, stop);
            if (user?.Memberships?.Any(membership => membership.Role == "TenantAdministrator") != true)
                differences.Add($"user {id} is in the list, and in no team");
        }

        if (differences.Count > 0)
            throw new BenchException($"Nimbus differs from the directory in {differences.Count} things: {string.Join("; ", differences.Take(10))}.");
    }
}
