using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>…/teams: what happens to teams, and who is in them.</summary>
internal sealed class ControlTeams(SimulatorWorld world)
{
    private const int MaxName = 256;

    public ControlReply Handle(ControlRequest request, SimulatedTenant tenant, string[] rest) => (request.Method, rest) switch
    {
        ("GET", []) => List(request, tenant),
        ("POST", []) => Create(request, tenant),
        ("GET", [var id]) => With(tenant, id, team => ControlReply.Ok(ControlViews.Of(team))),
        ("PATCH", [var id]) => With(tenant, id, team => Change(request, tenant, team)),
        ("DELETE", [var id]) => With(tenant, id, team => Execute(tenant, new DirectoryCommand.DeleteTeam(team.Id, request.Flag("permanent")), null)),
        ("POST", [var id, "restore"]) => With(tenant, id, team => Execute(tenant, new DirectoryCommand.RestoreTeam(team.Id), team.Id)),
        ("POST" or "DELETE", [var id, "members", var user]) => With(tenant, id, team => SetMember(request, tenant, team, user)),
        _ => ControlRoutes.NotHere(request),
    };

    private static ControlReply List(ControlRequest request, SimulatedTenant tenant)
    {
        lock (tenant.Directory.Gate)
        {
            var teams = request.Flag("deleted") ? tenant.Directory.DeletedGroups : tenant.Directory.ActiveTeams;
            return ControlReply.Ok(teams.Select(ControlViews.Of).ToArray());
        }
    }

    private ControlReply Create(ControlRequest request, SimulatedTenant tenant)
    {
        if (request.Read<TeamBody>(out var unread) is not { } body) return unread!;
        if (string.IsNullOrWhiteSpace(body.DisplayName) || body.DisplayName.Length > MaxName)
            return ControlReply.Problem(400, "invalid-team", $"displayName is needed, with at most {MaxName} characters.");
        lock (tenant.Directory.Gate)
        {
            if (TryResolve(tenant, body.Members, out var members) is { } unknown) return unknown;
            if (TryResolve(tenant, body.Owners, out var owners) is { } nobody) return nobody;
            var id = new SeededRandom(SeededRandom.Mix(tenant.Seed, 0x20000UL + (ulong)tenant.Directory.Log.Last)).NextGuid();
            var nickname = string.Concat(Vocabulary.Ascii(body.DisplayName).Where(char.IsAsciiLetterOrDigit));
            if (nickname.Length == 0 || tenant.Directory.Groups.Any(group => group?.MailNickname == nickname)) nickname += id.ToString("N")[..6];
            return Execute(tenant, new DirectoryCommand.CreateTeam(id, body.DisplayName, body.Description, nickname, members, owners), id, created: true);
        }
    }

    private ControlReply Change(ControlRequest request, SimulatedTenant tenant, SimulatedGroup team)
    {
        if (request.Read<TeamBody>(out var unread) is not { } body) return unread!;
        if (body.Members is not null || body.Owners is not null)
            return ControlReply.Problem(400, "invalid-team", "members and owners are changed one by one, at …/members/{userId}.");
        if (body.DisplayName is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > MaxName))
            return ControlReply.Problem(400, "invalid-team", $"displayName must have 1 to {MaxName} characters.");
        return Execute(tenant, new DirectoryCommand.ChangeTeam(team.Id, body.DisplayName, body.Description), team.Id);
    }

    private ControlReply SetMember(ControlRequest request, SimulatedTenant tenant, SimulatedGroup team, string userName)
    {
        if (request.Read(out var unread, new RoleBody(null)) is not { } body) return unread!;
        if (RoleOf(request.Query.TryGetValue("role", out var role) ? role.ToString() : body.Role) is not { } wanted)
            return ControlReply.Problem(400, "invalid-role", $"role is '{(role.Count > 0 ? role.ToString() : body.Role)}'; it must be member, owner or owner-only.");
        var user = Guid.TryParse(userName, out var id) ? tenant.Directory.FindUser(id) : tenant.Directory.FindActiveUser(userName);
        if (user is null) return ControlReply.Problem(404, "unknown-user", $"There is no user '{userName}' in tenant {tenant.Name} ({tenant.Id}).");
        return request.Method == "POST"
            ? Execute(tenant, new DirectoryCommand.AddToTeam(team.Id, user.Id, wanted), team.Id)
            : Execute(tenant, new DirectoryCommand.RemoveFromTeam(team.Id, user.Id, wanted), team.Id);
    }

    private static TeamRole? RoleOf(string? name) => name?.ToLowerInvariant() switch
    {
        null or "" or "member" => TeamRole.Member,
        "owner" => TeamRole.Owner,
        "owner-only" => TeamRole.OwnerOnly,
        _ => null,
    };

    private ControlReply Execute(SimulatedTenant tenant, DirectoryCommand command, Guid? shown, bool created = false)
    {
        lock (tenant.Directory.Gate)
        {
            if (world.Execute(tenant, command) is { } refusal) return ControlViews.Of(refusal);
            if (shown is not { } id || tenant.Directory.FindGroup(id) is not { } team) return ControlReply.Done;
            return created ? ControlReply.Created(ControlViews.Of(team)) : ControlReply.Ok(ControlViews.Of(team));
        }
    }

    private static ControlReply? TryResolve(SimulatedTenant tenant, IReadOnlyList<string>? names, out List<Guid> ids)
    {
        ids = [];
        foreach (var name in names ?? [])
        {
            var user = Guid.TryParse(name, out var id) ? tenant.Directory.FindActiveUser(id) : tenant.Directory.FindActiveUser(name);
            if (user is null) return ControlReply.Problem(404, "unknown-user", $"There is no active user '{name}' in tenant {tenant.Name} ({tenant.Id}).");
            ids.Add(user.Id);
        }

        return null;
    }

    private static ControlReply With(SimulatedTenant tenant, string id, Func<SimulatedGroup, ControlReply> then)
    {
        lock (tenant.Directory.Gate)
        {
            return Guid.TryParse(id, out var guid) && tenant.Directory.FindGroup(guid) is { IsTeam: true } team
                ? then(team)
                : ControlReply.Problem(404, "unknown-team", $"There is no team '{id}' in tenant {tenant.Name} ({tenant.Id}).");
        }
    }
}
