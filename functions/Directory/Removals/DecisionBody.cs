using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Removals;

/// <summary>What an approval or a rejection says.</summary>
/// <param name="Users">Object ids of the users it is about; null: all that wait in the plan.</param>
internal sealed record DecisionBody(IReadOnlyList<string>? Users)
{
    public ValidationErrors Validate(IReadOnlyList<Removal> waiting)
    {
        var errors = new ValidationErrors();
        if (Users is null)
            return errors;
        if (Users.Count is 0 or > PlanEndpoints.MostUsers)
            errors.Add("users", $"must name 1 to {PlanEndpoints.MostUsers} users, or be left out for all.");
        var known = waiting.Select(removal => removal.UserId).ToHashSet(StringComparer.Ordinal);
        foreach (var user in Users.Where(user => !Guid.TryParseExact(user, "D", out var id) || !known.Contains(id.ToString("D"))).Take(10))
            errors.Add("users", $"'{Printable.Short(user ?? "")}' is no user that waits in this plan.");
        return errors;
    }
}
