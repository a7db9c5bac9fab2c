using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

/// <summary>
/// A seeded day: the directory changes, a sync runs, and the app is killed (SIGKILL) at a random moment of it. After
/// quiet, Nimbus must equal the directory.
/// </summary>
internal sealed class CrashDay(LocalEdition edition, TenantApi api, ControlClient control)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string[] Departments = ["Sales", "Service", "Night Shift", "Logistics"];

    private readonly HashSet<string> deleted = [];

    /// <summary>Lives through a day.</summary>
    /// <returns>Null when Nimbus equals the directory, else the first difference.</returns>
    public async Task<string?> RunAsync(int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var changes = random.Next(4, 16);
        for (var change = 0; change < changes; change++)
            await ChangeAsync(random, cancellation);

        await api.StartSyncAsync(cancellation);
        for (var kill = random.Next(1, 3); kill > 0; kill--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 700)), TimeProvider.System, cancellation);
            edition.Host.KillWorker();
        }

        return await SettleAsync(cancellation);
    }

    private async Task ChangeAsync(Random random, CancellationToken cancellation)
    {
        var users = await control.UsersAsync(api.Tenant, cancellation);
        var teams = await control.TeamsAsync(api.Tenant, cancellation);
        var user = users[random.Next(users.Count)];
        var team = teams[random.Next(teams.Count)];
        switch (random.Next(5))
        {
            case 0:
                await control.AddMemberAsync(api.Tenant, team.Id, user.Id, cancellation);
                break;
            case 1 when team.Members.Except(team.Owners).ToList() is { Count: > 3 } members:
                await control.RemoveMemberAsync(api.Tenant, team.Id, members[random.Next(members.Count)], cancellation);
                break;
            case 2 when users.Count > 20 && !user.UserPrincipalName.StartsWith("admin@", StringComparison.Ordinal):
                await control.DeleteUserAsync(api.Tenant, user.Id, cancellation);
                deleted.Add(user.Id);
                break;
            case 3 when deleted.Count > 0:
                var back = deleted.Order().First();
                await control.RestoreUserAsync(api.Tenant, back, cancellation);
                deleted.Remove(back);
                break;
            default:
                await control.ChangeDepartmentAsync(api.Tenant, user.Id, Departments[random.Next(Departments.Length)], cancellation);
                break;
        }
    }

    /// <summary>Quiet: runs end until one leaves nothing open; then both sides are compared.</summary>
    private async Task<string?> SettleAsync(CancellationToken cancellation)
    {
        for (var run = 0; run < 5; run++)
        {
            if (await SyncWait.RunAsync(api, Patience, cancellation) is null)
                return $"No run ended within {Patience}.";
            if ((await api.SyncAsync(cancellation)).Counts is { Unsettled: 0 })
                break;
        }

        return await DifferenceAsync(cancellation);
    }

    private async Task<string?> DifferenceAsync(CancellationToken cancellation)
    {
        var directory = (await control.UsersAsync(api.Tenant, cancellation)).ToDictionary(user => user.Id);
        var teams = await control.TeamsAsync(api.Tenant, cancellation);
        var expected = teams.SelectMany(team => team.People).Where(directory.ContainsKey).ToHashSet();
        var found = (await api.UsersAsync(cancellation)).ToDictionary(user => user.Id);
        if (expected.Except(found.Keys).FirstOrDefault() is { } lost)
            return $"{lost} is in a team and not in Nimbus.";
        if (found.Keys.Except(expected).FirstOrDefault() is { } left)
            return $"{left} is in Nimbus and in no team.";
        foreach (var (id, user) in found)
        {
            if (user.Department != directory[id].Department)
                return $"{id} has department {user.Department} and should have {directory[id].Department}.";
            if (user.Services != teams.Count(team => team.People.Contains(id)))
                return $"{id} has {user.Services} services and is in {teams.Count(team => team.People.Contains(id))} teams.";
        }

        foreach (var service in await api.ServicesAsync(cancellation))
        {
            var people = teams.Single(team => team.Id == service.TeamId).People.Count(directory.ContainsKey);
            if (service.Members != people)
                return $"Service {service.Id} counts {service.Members} members, its team has {people}.";
        }

        return null;
    }
}
