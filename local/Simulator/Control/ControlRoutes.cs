using NimbusFunctions.Local.Clock;
using NimbusFunctions.Local.Simulator.Communication;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Vault;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>What the control API knows, by path.</summary>
internal sealed class ControlRoutes(SimulatorWorld world, ControlTokens tokens, ControlAppRoles appRoles, ControlTasks? tasks, MovableClock? clock, AcsControl acs, VaultControl vault)
{
    private static readonly string[] Routes =
    [
        "GET    /_control/tenants[/{t}]",
        "POST   /_control/token",
        "GET    /_control/tenants/{t}/users[?search=&top=&skip=&deleted=true]   POST a new one",
        "GET    /_control/tenants/{t}/users/{id}   PATCH, DELETE[?permanent=true]   POST …/restore   GET, PUT …/presence",
        "GET    /_control/tenants/{t}/users/{id}/appRoles   POST, DELETE …/{roleName}",
        "GET    /_control/operator[/users/{id}/appRoles]   POST, DELETE …/users/{id}/appRoles/{roleName}",
        "GET    /_control/tenants/{t}/teams[?deleted=true]   POST a new one",
        "GET    /_control/tenants/{t}/teams/{id}   PATCH, DELETE[?permanent=true]   POST …/restore",
        "POST   /_control/tenants/{t}/teams/{id}/members/{userId}[?role=owner]   DELETE",
        "POST   /_control/tenants/{t}/consent   DELETE",
        "GET    /_control/tenants/{t}/permissions   POST, DELETE …/{roleName}",
        "GET    /_control/tenants/{t}/scopes   POST, DELETE …/{scopeName}[?user=]",
        "GET    /_control/tenants/{t}/faults   POST, DELETE",
        "GET    /_control/tenants/{t}/requests   DELETE",
        "POST   /_control/tenants/{t}/arrivals",
        "GET    /_control/tenants/{t}/acs   PUT",
        "GET    /_control/vault/faults   POST, DELETE",
        "GET    /_control/engine   POST",
        "GET    /_control/clock   PUT",
    ];

    private readonly ControlUsers _users = new(world);
    private readonly ControlTeams _teams = new(world);
    private readonly ControlClock? _clock = clock is null ? null : new(clock);

    public ControlReply Handle(ControlRequest request) => (request.Method, request.Segments) switch
    {
        ("GET", []) => ControlReply.Ok(new { Routes }),
        ("GET", ["tenants"]) => ControlReply.Ok(world.Tenants.Select(ControlViews.Of).ToArray()),
        ("POST", ["token"]) => Token(request),
        ("GET" or "POST", ["engine"]) when tasks is not null => tasks.Engine(request),
        ("GET" or "PUT", ["clock"]) when _clock is not null => _clock.Handle(request),
        (_, ["vault", .. var rest]) => vault.Handle(request, rest),
        (_, ["operator", .. var rest]) => appRoles.OfOperator(request, rest),
        (_, ["tenants", var t, .. var rest]) => world.Find(t) is { } tenant
            ? OfTenant(request, tenant, rest)
            : ControlReply.Problem(404, "unknown-tenant", $"There is no tenant '{t}'; GET /_control/tenants lists them."),
        _ => NotHere(request),
    };

    public static ControlReply NotHere(ControlRequest request) => ControlReply.Problem(
        404, "unknown-route", $"There is no {request.Method} /_control/{string.Join('/', request.Segments)}; GET /_control lists what there is.");

    private ControlReply OfTenant(ControlRequest request, SimulatedTenant tenant, string[] rest) => (request.Method, rest) switch
    {
        ("GET", []) => ControlReply.Ok(ControlViews.Of(tenant)),
        (_, ["users", var user, "appRoles", .. var more]) => appRoles.OfUser(request, tenant.Id, user, more),
        (_, ["users", .. var more]) => _users.Handle(request, tenant, more),
        (_, ["teams", .. var more]) => _teams.Handle(request, tenant, more),
        ("POST", ["consent"]) => Execute(tenant, new DirectoryCommand.Consent(true)),
        ("DELETE", ["consent"]) => Execute(tenant, new DirectoryCommand.Consent(false)),
        ("GET", ["permissions"]) => Permissions(tenant),
        ("POST" or "DELETE", ["permissions", var role]) => AppRoles.Find(role) is { } known
            ? Execute(tenant, new DirectoryCommand.Permission(known, request.Method == "POST"))
            : ControlReply.Problem(404, "unknown-permission", $"There is no application permission '{role}'; known are {string.Join(", ", AppRoles.Ids.Keys)}."),
        ("GET", ["scopes"]) => Scopes(tenant),
        ("POST" or "DELETE", ["scopes", var scope]) => SetScope(request, tenant, scope),
        ("GET", ["faults"]) => ControlReply.Ok(tenant.Faults.All.Select(ControlViews.Of).ToArray()),
        ("POST", ["faults"]) => AddFault(request, tenant),
        ("DELETE", ["faults"]) => Clear(tenant.Faults.Clear),
        ("POST", ["arrivals"]) when tasks is not null => tasks.Arrive(request, tenant),
        ("GET" or "PUT", ["acs"]) => acs.Handle(request, tenant),
        ("GET", ["requests"]) => Requests(tenant),
        ("DELETE", ["requests"]) => Clear(tenant.Requests.Reset),
        _ => NotHere(request),
    };

    private ControlReply Token(ControlRequest request)
    {
        if (request.Read<TokenRequest>(out var unread) is not { } body) return unread!;
        return tokens.TryIssue(body, out var problem) is { } token
            ? ControlReply.Ok(Answer(token, body.ExpiresIn ?? TokenIssuer.LifeSeconds))
            : problem!;
    }

    /// <summary>OAuth's names, which are not those of the rest of the control API.</summary>
    private static Dictionary<string, object> Answer(string token, int expiresIn) =>
        new() { ["access_token"] = token, ["token_type"] = "Bearer", ["expires_in"] = expiresIn };

    private ControlReply Execute(SimulatedTenant tenant, DirectoryCommand command) =>
        world.Execute(tenant, command) is { } refusal ? ControlViews.Of(refusal) : Permissions(tenant);

    private static ControlReply Permissions(SimulatedTenant tenant) =>
        ControlReply.Ok(new { Consent = tenant.Consent.Given, Roles = tenant.Consent.Roles.Order(StringComparer.Ordinal).ToArray() });

    /// <summary>Delegated permissions: of everybody, or of one user.</summary>
    private ControlReply SetScope(ControlRequest request, SimulatedTenant tenant, string name)
    {
        if (DelegatedScopes.Find(name) is not { } scope)
            return ControlReply.Problem(404, "unknown-permission", $"There is no delegated permission '{name}'; known are {string.Join(", ", DelegatedScopes.Registered)}.");
        if (request.Query["user"].ToString() is not { Length: > 0 } text)
            return ExecuteScope(tenant, new(scope, null, request.Method == "POST"));
        return Guid.TryParse(text, out var user)
            ? ExecuteScope(tenant, new(scope, user, request.Method == "POST"))
            : ControlReply.Problem(400, "invalid-user", "user must be an object id.");
    }

    private ControlReply ExecuteScope(SimulatedTenant tenant, DirectoryCommand.Delegate command) =>
        world.Execute(tenant, command) is { } refusal ? ControlViews.Of(refusal) : Scopes(tenant);

    private static ControlReply Scopes(SimulatedTenant tenant) => ControlReply.Ok(new
    {
        Scopes = tenant.Consent.Delegated.OrderBy(grant => grant.Scope, StringComparer.Ordinal)
            .Select(grant => new { grant.Scope, User = grant.User == Guid.Empty ? null : grant.User.ToString() }).ToArray(),
    });

    private static ControlReply AddFault(ControlRequest request, SimulatedTenant tenant)
    {
        if (request.Read<FaultBody>(out var unread) is not { } body) return unread!;
        return body.TryMake(out var problem) is { } fault
            ? ControlReply.Created(ControlViews.Of(tenant.Faults.Add(fault)))
            : ControlReply.Problem(400, "invalid-fault", problem);
    }

    private static ControlReply Requests(SimulatedTenant tenant) => ControlReply.Ok(new
    {
        Total = tenant.Requests.Operations.Values.Sum(),
        tenant.Requests.ResourceUnits,
        tenant.Requests.Throttled,
        Operations = new SortedDictionary<string, long>(tenant.Requests.Operations.ToDictionary(), StringComparer.Ordinal),
    });

    private static ControlReply Clear(Action clear)
    {
        clear();
        return ControlReply.Done;
    }
}
