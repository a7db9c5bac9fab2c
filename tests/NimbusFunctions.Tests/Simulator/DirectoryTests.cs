using System.Diagnostics;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>The generated directories.</summary>
public class DirectoryTests
{
    [Fact]
    public void World_OfTheSameSeed_IsTheSame()
    {
        var options = new SimulatorOptions { Users = 500, Teams = 10, Tenants = 3, Seed = 7 };
        Assert.Equal(Print(options), Print(options));
        Assert.NotEqual(Print(options), Print(options with { Seed = 8 }));
    }

    [Fact]
    public void World_OfEveryTenant_IsItsOwn()
    {
        var world = new SimulatorWorld(new SimulatorOptions { Users = 20, Teams = 2, Tenants = 60 }, TimeProvider.System);
        Assert.Equal(60, world.Tenants.Select(tenant => tenant.Domain).Distinct().Count());
        Assert.Equal(60, world.Tenants.Select(tenant => tenant.Id).Distinct().Count());
        Assert.Equal(60 * 20, world.Tenants.SelectMany(tenant => tenant.Directory.Users).Select(user => user!.Id).Distinct().Count());
        Assert.All(world.Tenants, tenant => Assert.EndsWith(".example", tenant.Domain, StringComparison.Ordinal));
    }

    [Fact]
    public void World_ByDefault_IsPlausible()
    {
        var tenant = new SimulatorWorld(new SimulatorOptions(), TimeProvider.System).Tenants[0];
        var users = tenant.Directory.Users.OfType<SimulatedUser>().ToArray();
        var teams = tenant.Directory.ActiveTeams.ToArray();
        Assert.Equal(2000, users.Length);
        Assert.Equal(40, teams.Length);
        Assert.All(teams, team => Assert.InRange(team.Members.Count, 15, 100));
        Assert.All(teams, team => Assert.InRange(team.Owners.Count, 1, 4));
        Assert.Equal(2000, teams.SelectMany(team => team.Members.Ids).Distinct().Count());
        Assert.InRange(teams.Sum(team => team.Members.Count), 2200, 2600);
        Assert.Contains(teams, team => team.Owners.Ids.Any(owner => !team.Members.Contains(owner)));
        Assert.InRange(users.Count(user => user.Department is null), 40, 200);
        Assert.InRange(users.Count(user => user.GivenName is null), 10, 100);
        Assert.InRange(users.Count(user => user.Mail is null), 20, 150);
        Assert.All(users, user => Assert.Matches(@"^[a-z0-9.-]+@alpenwerk\.example$", user.UserPrincipalName));
        Assert.Equal(40, teams.Select(team => team.DisplayName).Distinct().Count());
        Assert.True(tenant.Directory.FindActiveGroup(tenant.AdminGroupId) is { SecurityEnabled: true } group && group.Members.Count == 2);
    }

    [Fact]
    public void Teams_StayAsTheyAre_WhenTheDirectoryGrows()
    {
        var small = Tenant(2_000);
        var large = Tenant(20_000);
        Assert.Equal(Shape(small), Shape(large));
        Assert.Equal(2000, large.Directory.ActiveTeams.SelectMany(team => team.Members.Ids).Distinct().Count());

        static SimulatedTenant Tenant(int users) => new SimulatorWorld(new SimulatorOptions { Users = users }, TimeProvider.System).Tenants[0];
        static IEnumerable<string> Shape(SimulatedTenant tenant) =>
            tenant.Directory.Groups.Select(group => $"{group!.Id} {group.DisplayName} {(group.IsTeam ? group.Members.Count : 0)}");
    }

    [Fact]
    public void World_Of100000Users_IsSmallAndQuickToMake()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var begun = Stopwatch.GetTimestamp();
        var world = new SimulatorWorld(new SimulatorOptions { Users = 100_000 }, TimeProvider.System);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        Assert.Equal(100_000, world.Tenants[0].Directory.ActiveUsers);
        Assert.True(seconds < 10, $"It took {seconds:0.0} s.");
        Assert.True(megabytes < 150, $"It takes {megabytes:0} MB.");
        TestContext.Current.SendDiagnosticMessage($"100,000 users: {seconds:0.00} s, {megabytes:0} MB");
    }

    private static string Print(SimulatorOptions options)
    {
        var world = new SimulatorWorld(options, TimeProvider.System);
        return string.Join('\n', world.Tenants.SelectMany(tenant => tenant.Directory.Users.Select(user => $"{tenant.Id} {user!.Id} {user.UserPrincipalName} {user.Department}")
            .Concat(tenant.Directory.Groups.Select(group => $"{group!.Id} {group.DisplayName} {string.Join(',', group.Members.Ids)} {string.Join(',', group.Owners.Ids)}"))));
    }
}
