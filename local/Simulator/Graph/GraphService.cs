using System.Globalization;
using NimbusFunctions.Local.Simulator.Faults;
using NimbusFunctions.Local.Simulator.Graph.Throttling;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>
/// Answers one request, or one item of a batch: counts it, lets a fault strike, keeps the limits, checks the
/// permission, and only then looks at the directory.
/// </summary>
internal sealed class GraphService(SimulatorWorld world, TimeProvider time)
{
    private readonly GraphRoutes _routes = new(world.ClientId);

    public async ValueTask<GraphResponse> AnswerAsync(GraphRequest request, CancellationToken cancellation)
    {
        if (_routes.Find(request, out var unknown) is not { } route) return Finish(request, request.Refuse(unknown!), 1, 0);
        request.Tenant.Requests.Count(route.Name);
        var cost = route.CostOf(request.Query);

        var fault = request.Tenant.Faults.Strike(request.Describe());
        if (fault is { BendsPage: true }) request.Bend = fault.Kind;
        else if (fault is not null && await FaultPlayer.PlayAsync(fault, request, time, cancellation) is { } error)
            return Finish(request, request.Refuse(error), cost, 0);

        var verdict = world.Options.Throttling ? request.Tenant.Throttle.Take(route.Limit, cost, TeamOf(route, request), world.AppThrottle) : default;
        if (verdict.Wait is { } wait) return Finish(request, request.Refuse(Throttled(request, verdict, wait)), cost, verdict.Used);
        if (Missing(route, request) is { } forbidden) return Finish(request, request.Refuse(forbidden), cost, verdict.Used);

        lock (request.Tenant.Directory.Gate)
        {
            request.Tenant.Directory.PurgeExpired(request.Now);
            return Finish(request, route.Handle(request), cost, verdict.Used);
        }
    }

    private static GraphResponse Finish(GraphRequest request, GraphResponse response, int cost, double used)
    {
        request.Tenant.Requests.CountAnswer(response.Status, cost);
        response.With("Cache-Control", "no-cache").With("x-ms-resource-unit", cost.ToString(CultureInfo.InvariantCulture));
        if (used >= 0.8) response.With("x-ms-throttle-limit-percentage", used.ToString("0.##", CultureInfo.InvariantCulture));
        return response;
    }

    private GraphError Throttled(GraphRequest request, ThrottleVerdict verdict, TimeSpan wait) =>
        GraphError.Throttled(Math.Max(wait.TotalSeconds, 0.1).ToString("0.###", CultureInfo.InvariantCulture)) with
        {
            Headers =
            [
                new("x-ms-throttle-scope", $"{verdict.Scope}/Read/{world.ClientId}/{request.Tenant.Id}"),
                new("x-ms-throttle-information", "ResourceUnitLimitExceeded"),
            ],
        };

    private static GraphError? Missing(GraphRoute route, GraphRequest request)
    {
        if (route.Roles.Count == 0 || request.Caller.Roles.Allows(route.Roles)) return null;

        // The presence service answers with a code of its own and an empty message.
        return route.Limit is LimitKind.Presence
            ? new GraphError(403, "Forbidden", "")
            : new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    private static string? TeamOf(GraphRoute route, GraphRequest request) => route.Limit is LimitKind.Team or LimitKind.TeamMembers ? request.Id : null;
}
