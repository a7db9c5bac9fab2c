namespace NimbusFunctions.Tests.Simulation;

/// <summary>Remembers who was away from the directory, or from a service's team, and until when.</summary>
internal sealed class AwayBook(TimeProvider time, DayTenant tenant)
{
    private readonly Dictionary<(string User, string Service), DateTimeOffset> lastAway = [];

    /// <summary>Called before and after every change of the directory or of the services.</summary>
    public void Note()
    {
        var now = time.GetUtcNow();
        foreach (var user in tenant.Directory.Users)
        {
            if (user is null)
                continue;
            var id = user.Id.ToString("D");
            if (user.DeletedAt is not null)
                lastAway[(id, "")] = now;
            foreach (var service in tenant.Groups.Keys)
            {
                if (tenant.RoleOf(id, service) is null)
                    lastAway[(id, service)] = now;
            }
        }
    }

    /// <summary>Whether the user is away from the directory, or was since then.</summary>
    public bool WasAway(string user, DateTimeOffset since) =>
        tenant.Directory.FindActiveUser(Guid.Parse(user)) is null || (lastAway.TryGetValue((user, ""), out var last) && last >= since);

    /// <summary>Whether the user is out of the service's team, or was since then.</summary>
    public bool WasAway(string user, string service, DateTimeOffset since) =>
        tenant.RoleOf(user, service) is null || (lastAway.TryGetValue((user, service), out var last) && last >= since);

    /// <summary>Whether the user has been in the directory and in all of his teams all the time.</summary>
    public bool Never(string user) => !lastAway.ContainsKey((user, ""));
}
