using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>…/users: what happens to people.</summary>
internal sealed class ControlUsers(SimulatorWorld world)
{
    public ControlReply Handle(ControlRequest request, SimulatedTenant tenant, string[] rest) => (request.Method, rest) switch
    {
        ("GET", []) => List(request, tenant),
        ("POST", []) => Create(request, tenant),
        ("GET", [var id]) => With(tenant, id, user => ControlReply.Ok(ControlViews.Of(user))),
        ("PATCH", [var id]) => With(tenant, id, user => Change(request, tenant, user)),
        ("DELETE", [var id]) => With(tenant, id, user => Execute(tenant, new DirectoryCommand.DeleteUser(user.Id, request.Flag("permanent")), null)),
        ("POST", [var id, "restore"]) => With(tenant, id, user => Execute(tenant, new DirectoryCommand.RestoreUser(user.Id), user.Id)),
        ("GET", [var id, "presence"]) => With(tenant, id, user => ControlReply.Ok(ControlViews.Of(user.Id, tenant.Presence.Of(user.Id)))),
        ("PUT", [var id, "presence"]) => With(tenant, id, user => SetPresence(request, tenant, user)),
        _ => ControlRoutes.NotHere(request),
    };

    private static ControlReply List(ControlRequest request, SimulatedTenant tenant)
    {
        var deleted = request.Flag("deleted");
        if (!TryNumber(request, "top", int.MaxValue, out var top) || !TryNumber(request, "skip", 0, out var skip))
            return ControlReply.Problem(400, "invalid-query", "top and skip must be whole numbers, 0 or more.");
        string? search = request.Query["search"];
        lock (tenant.Directory.Gate)
        {
            var users = deleted
                ? tenant.Directory.DeletedUsers
                : tenant.Directory.Users.OfType<SimulatedUser>().Where(user => user.DeletedAt is null);
            if (!string.IsNullOrEmpty(search))
            {
                users = users.Where(user => user.UserPrincipalName.Contains(search, StringComparison.OrdinalIgnoreCase)
                    || user.DisplayName?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);
            }

            return ControlReply.Ok(users.Skip(skip).Take(top).ToArray().Select(ControlViews.Of));
        }
    }

    private ControlReply Create(ControlRequest request, SimulatedTenant tenant)
    {
        if (request.Read<Dictionary<string, JsonElement>>(out var unread, []) is not { } body) return unread!;
        if (UserBody.TryRead(body, out var problem) is not { } given) return ControlReply.Problem(400, "invalid-user", problem);
        lock (tenant.Directory.Gate)
        {
            var id = new SeededRandom(SeededRandom.Mix(tenant.Seed, 0x10000UL + (ulong)tenant.Directory.Log.Last)).NextGuid();
            return Execute(tenant, new DirectoryCommand.CreateUser(id, Complete(given.Values, tenant), given.AccountEnabled), id, created: true);
        }
    }

    /// <summary>What the caller left out is made up like the rest of the directory.</summary>
    private static Dictionary<string, string?> Complete(Dictionary<string, string?> given, SimulatedTenant tenant)
    {
        SimulatedUser other;
        do other = tenant.Generator.NextUser();
        while (tenant.Directory.FindActiveUser(other.UserPrincipalName) is not null);
        var name = given.GetValueOrDefault("userPrincipalName") ?? other.UserPrincipalName;
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["userPrincipalName"] = name,
            ["displayName"] = DisplayName(given) ?? other.DisplayName,
            ["givenName"] = other.GivenName,
            ["surname"] = other.Surname,
            ["mail"] = name,
            ["department"] = other.Department,
            ["jobTitle"] = other.JobTitle,
            ["officeLocation"] = other.OfficeLocation,
            ["preferredLanguage"] = other.PreferredLanguage,
        };
        foreach (var (property, value) in given) values[property] = value;
        return values;
    }

    private static string? DisplayName(Dictionary<string, string?> given) =>
        given.GetValueOrDefault("givenName") is { } first && given.GetValueOrDefault("surname") is { } last ? $"{first} {last}" : null;

    private ControlReply Change(ControlRequest request, SimulatedTenant tenant, SimulatedUser user)
    {
        if (request.Read<Dictionary<string, JsonElement>>(out var unread) is not { } body) return unread!;
        if (UserBody.TryRead(body, out var problem) is not { } given) return ControlReply.Problem(400, "invalid-user", problem);
        if (body.Count == 0) return ControlReply.Problem(400, "invalid-user", "The body names no property to change.");
        return Execute(tenant, new DirectoryCommand.ChangeUser(user.Id, given.Values, given.AccountEnabled), user.Id);
    }

    private static ControlReply SetPresence(ControlRequest request, SimulatedTenant tenant, SimulatedUser user)
    {
        if (request.Read<PresenceBody>(out var unread) is not { } body) return unread!;
        if (string.IsNullOrWhiteSpace(body.Availability) || string.IsNullOrWhiteSpace(body.Activity))
            return ControlReply.Problem(400, "invalid-presence", "availability and activity are both needed, such as \"Busy\" and \"InACall\".");
        return ControlReply.Ok(ControlViews.Of(user.Id, tenant.Presence.Set(user.Id, body.Availability, body.Activity)));
    }

    private ControlReply Execute(SimulatedTenant tenant, DirectoryCommand command, Guid? shown, bool created = false)
    {
        lock (tenant.Directory.Gate)
        {
            if (world.Execute(tenant, command) is { } refusal) return ControlViews.Of(refusal);
            if (shown is not { } id || tenant.Directory.FindUser(id) is not { } user) return ControlReply.Done;
            return created ? ControlReply.Created(ControlViews.Of(user)) : ControlReply.Ok(ControlViews.Of(user));
        }
    }

    /// <summary>The user with this id (deleted or not) or user principal name.</summary>
    private static ControlReply With(SimulatedTenant tenant, string idOrName, Func<SimulatedUser, ControlReply> then)
    {
        lock (tenant.Directory.Gate)
        {
            var user = Guid.TryParse(idOrName, out var id) ? tenant.Directory.FindUser(id) : tenant.Directory.FindActiveUser(idOrName);
            return user is null
                ? ControlReply.Problem(404, "unknown-user", $"There is no user '{idOrName}' in tenant {tenant.Name} ({tenant.Id}).")
                : then(user);
        }
    }

    private static bool TryNumber(ControlRequest request, string name, int absent, out int number)
    {
        number = absent;
        return !request.Query.TryGetValue(name, out var text) || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
