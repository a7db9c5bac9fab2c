using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Faults;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>What goes wrong at Graph during a day.</summary>
internal sealed class GraphMischief(World world, DayTenant tenant)
{
    private static readonly string[] Anything = ["", "$batch", "/users/", "/users/delta", "/groups/delta", "/members", "/owners", "deletedItems", "skiptoken"];
    private static readonly string[] Deltas = ["/users/delta", "/groups/delta"];
    private static readonly string?[] Waits = [null, null, "0.3", "2.128", "5", "30", "300"];

    private readonly SeededRandom random = tenant.Random;
    private readonly List<ActiveFault> added = [];

    /// <summary>Something goes wrong from now on, for one request or a few.</summary>
    public async Task StrikeAsync()
    {
        switch (random.Below(15))
        {
            case 0:
                await RevokeAsync();
                break;
            case 1:
                LieAboutUser();
                break;
            case 2:
                LieAboutTeam();
                break;
            case 3:
                LieAboutMembers();
                break;
            case 4:
                RefuseLists();
                break;
            default:
                Add(Plain());
                break;
        }
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void End()
    {
        var left = tenant.Graph.Faults.All.ToDictionary(active => active.Id, active => active.Struck);
        foreach (var active in added.Where(active => left.GetValueOrDefault(active.Id, 1) > 0))
            world.Met.UnionWith(Encounters.Of(active.Fault));
        tenant.Graph.Faults.Clear();
        tenant.Graph.Consent.Set(true);
    }

    private Fault Plain() => random.Below(12) switch
    {
        0 or 1 => new() { Match = random.Pick(Anything), Kind = FaultKind.Status, Status = 429, RetryAfter = random.Pick(Waits), Times = 1 + random.Below(8) },
        2 => new() { Match = random.Pick(Anything), Kind = FaultKind.Status, Status = random.Pick([500, 502, 503, 504]), Times = 1 + random.Below(6) },
        3 => new() { Match = random.Pick(Anything), Kind = FaultKind.Status, Status = random.Pick([401, 403]), Times = 1 + random.Below(25) },
        4 => new() { Match = random.Pick(Anything), Kind = FaultKind.Hang },
        5 => new() { Match = random.Pick(Anything), Kind = FaultKind.Reset, Times = 1 + random.Below(6) },
        6 => new() { Match = random.Pick(Anything), Kind = FaultKind.Slow, Delay = TimeSpan.FromSeconds(random.Below(40)), Times = 1 + random.Below(20) },
        7 => new() { Match = random.Pick(Deltas), Kind = random.Pick([FaultKind.DeltaExpired, FaultKind.Gone]), Times = 1 + random.Below(2) },
        8 => new() { Match = random.Pick(Deltas), Kind = FaultKind.Status, Status = random.Pick([400, 404]), Code = random.Pick(["RESYNCREQUIRED", "SyncStateNotFound"]) },
        9 => new() { Match = random.Pick([.. Deltas, "/members", "/owners"]), Kind = FaultKind.EmptyPage, Times = 1 + random.Below(3) },
        10 => new() { Match = random.Pick(Deltas), Kind = random.Pick([FaultKind.Replay, FaultKind.Duplicate]), Times = 1 + random.Below(3) },
        _ => new() { Match = "skiptoken", Kind = FaultKind.Status, Status = 400, Code = "Directory_ExpiredPageToken" },
    };

    private async Task RevokeAsync()
    {
        world.Trace.Add("graph: consent is revoked");
        world.Met.Add(Encounters.ConsentRevoked);
        tenant.Graph.Consent.Set(false);
        await Task.Delay(TimeSpan.FromMinutes(random.Below(30)), world.Time, CancellationToken.None);
        world.Trace.Add("graph: consent is given again");
        tenant.Graph.Consent.Set(true);
    }

    /// <summary>A 404 of somebody who is there and never was away; one lie about one person.</summary>
    private void LieAboutUser()
    {
        var users = tenant.Directory.Users.OfType<SimulatedUser>()
            .Where(user => tenant.Away.Never(user.Id.ToString("D")) && !tenant.LiedAbout.Contains(user.Id)).ToList();
        if (users.Count == 0)
            return;
        var user = random.Pick(users).Id;
        tenant.LiedAbout.Add(user);
        Add(new() { Match = $"/users/{user}", Kind = FaultKind.NotFound });
    }

    private void LieAboutTeam()
    {
        var teams = tenant.Directory.ActiveTeams
            .Where(team => !tenant.TeamsOnceDeleted.Contains(team.Id) && !tenant.LiedAbout.Contains(team.Id)).ToList();
        if (teams.Count == 0)
            return;
        var team = random.Pick(teams).Id;
        tenant.LiedAbout.Add(team);
        Add(new() { Match = $"/groups/{team}/", Kind = FaultKind.NotFound, Times = 2 });
    }

    /// <summary>The permission for members is missing, of one private group or of all, while the deltas go on.</summary>
    private void RefuseLists()
    {
        var teams = tenant.Directory.ActiveTeams.ToList();
        var of = random.Chance(0.5) && teams.Count > 0 ? $"/groups/{random.Pick(teams).Id}" : "";
        Add(new() { Match = $"{of}/members", Kind = FaultKind.Status, Status = 403, Times = 10 + random.Below(100) });
        Add(new() { Match = $"{of}/owners", Kind = FaultKind.Status, Status = 403, Times = 10 + random.Below(100) });
    }

    /// <summary>Both lists of a team are empty, which their count belies.</summary>
    private void LieAboutMembers()
    {
        var teams = tenant.Directory.ActiveTeams.ToList();
        if (teams.Count == 0)
            return;
        var team = random.Pick(teams).Id;
        Add(new() { Match = $"/groups/{team}/members?", Kind = FaultKind.EmptyList });
        Add(new() { Match = $"/groups/{team}/owners?", Kind = FaultKind.EmptyList });
    }

    private void Add(Fault fault)
    {
        world.Trace.Add($"graph: {fault}");
        added.Add(tenant.Graph.Faults.Add(fault));
    }
}
