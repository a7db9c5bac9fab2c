using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>
/// Whatever happens to a directory, also between two pages: who merges the delta by the documented rules knows it in
/// the end, with replays, duplicates and empty pages thrown in.
/// </summary>
public class DeltaPropertyTests
{
    private const string UsersUrl = "/users/delta?$select=displayName,department";
    private const string GroupsUrl = "/groups/delta?$select=displayName,members,owners";

    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("NIMBUS_SEEDS"), out var seeds) ? seeds : 80;

    private static readonly string[] Bends = ["empty-page", "replay", "duplicate"];

    [Theory]
    [InlineData("")]
    [InlineData("&$deltatoken=latest")]
    public async Task MergedDeltas_OfAnyChanges_AreTheDirectory(string start)
    {
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Users = 60, Teams = 6, TeamMembers = 60, Mischief = true });
        var users = new DeltaCopy();
        var groups = new DeltaCopy();

        // From `latest` on only changes are told: the link is taken first, then the state is read, so that nothing falls between.
        var links = (Users: UsersUrl, Groups: GroupsUrl);
        if (start.Length > 0)
        {
            links = ((await bench.GraphAsync(UsersUrl + start)).DeltaLink!, (await bench.GraphAsync(GroupsUrl + start)).DeltaLink!);
            await RoundAsync(bench, UsersUrl, users, new Random(1), between: false);
            await RoundAsync(bench, GroupsUrl, groups, new Random(1), between: false);
        }

        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            for (var step = random.Next(20); step > 0; step--) Change(bench, random);
            links.Users = Task.Run(() => RoundAsync(bench, links.Users, users, random, between: true)).GetAwaiter().GetResult();
            links.Groups = Task.Run(() => RoundAsync(bench, links.Groups, groups, random, between: true)).GetAwaiter().GetResult();

            // What came after the last page is told in the round that follows.
            links.Users = Task.Run(() => RoundAsync(bench, links.Users, users, random, between: false)).GetAwaiter().GetResult();
            links.Groups = Task.Run(() => RoundAsync(bench, links.Groups, groups, random, between: false)).GetAwaiter().GetResult();
            Compare(bench.Server.World.Tenants[0].Directory, users, groups);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    private static async Task<string> RoundAsync(SimulatorBench bench, string url, DeltaCopy copy, Random random, bool between)
    {
        for (var next = url; ;)
        {
            if (random.Next(4) == 0) await bench.ControlAsync("POST", "faults", new { match = "delta", kind = Bends[random.Next(Bends.Length)] });
            var page = (await bench.GraphAsync(next)).IsOk();
            foreach (var entry in page.Value) copy.Merge(entry);
            if (between) Change(bench, random);
            if (page.DeltaLink is { } done) return done;
            next = page.NextLink!;
        }
    }

    private static void Change(SimulatorBench bench, Random random)
    {
        var world = bench.Server.World;
        var tenant = world.Tenants[0];
        var users = tenant.Directory.Users.OfType<SimulatedUser>().ToArray();
        var teams = tenant.Directory.Groups.OfType<SimulatedGroup>().Where(group => group.IsTeam).ToArray();
        if (users.Length < 10 || teams.Length < 2) return;
        var user = users[random.Next(users.Length)].Id;
        var team = teams[random.Next(teams.Length)].Id;
        var name = $"n{random.Next()}@{tenant.Domain}";
        var role = (TeamRole)random.Next(3);
        DirectoryCommand command = random.Next(16) switch
        {
            0 => new DirectoryCommand.CreateUser(Guid.NewGuid(), new Dictionary<string, string?> { ["userPrincipalName"] = name, ["displayName"] = name }, null),
            1 or 2 => new DirectoryCommand.ChangeUser(user, new Dictionary<string, string?> { ["department"] = random.Next(3) == 0 ? null : name }, null),
            3 => new DirectoryCommand.ChangeUser(user, new Dictionary<string, string?> { ["jobTitle"] = name }, null),
            4 or 5 => new DirectoryCommand.DeleteUser(user, random.Next(3) == 0),
            6 => tenant.Directory.DeletedUsers.Count > 0 ? new DirectoryCommand.RestoreUser(tenant.Directory.DeletedUsers[0].Id) : new DirectoryCommand.RestoreUser(user),
            7 => new DirectoryCommand.DeleteTeam(team, random.Next(4) == 0),
            8 => tenant.Directory.DeletedGroups.Count > 0 ? new DirectoryCommand.RestoreTeam(tenant.Directory.DeletedGroups[0].Id) : new DirectoryCommand.RestoreTeam(team),
            9 => new DirectoryCommand.CreateTeam(Guid.NewGuid(), name, null, $"t{random.Next()}", [users[0].Id], []),
            10 => new DirectoryCommand.ChangeTeam(team, name, null),
            < 14 => new DirectoryCommand.AddToTeam(team, user, role),
            _ => new DirectoryCommand.RemoveFromTeam(team, user, role),
        };
        world.Execute(tenant, command);
    }

    private static void Compare(TenantDirectory directory, DeltaCopy users, DeltaCopy groups)
    {
        var active = directory.Users.OfType<SimulatedUser>().Where(user => user.DeletedAt is null).ToDictionary(user => user.Id.ToString());
        Assert.Equal(active.Keys.Order(), users.Objects.Keys.Except(users.Deleted).Order());
        Assert.All(active, pair =>
        {
            Assert.Equal(JsonSerializer.Serialize(pair.Value.DisplayName, Plain), users.Objects[pair.Key].GetValueOrDefault("displayName", "null"));
            Assert.Equal(JsonSerializer.Serialize(pair.Value.Department, Plain), users.Objects[pair.Key].GetValueOrDefault("department", "null"));
        });

        var activeGroups = directory.Groups.OfType<SimulatedGroup>().Where(group => group.DeletedAt is null).ToDictionary(group => group.Id.ToString());
        Assert.Equal(activeGroups.Keys.Order(), groups.Objects.Keys.Except(groups.Deleted).Order());
        Assert.All(activeGroups, pair => Assert.Equal(
            pair.Value.Members.Ids.Select(id => $"members:{id}").Concat(pair.Value.Owners.Ids.Select(id => $"owners:{id}")).Order(),
            groups.Relations.GetValueOrDefault(pair.Key, []).Order()));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
