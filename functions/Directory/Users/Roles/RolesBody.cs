using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Roles;

/// <summary>All roles that the user is to have by hand from now on.</summary>
internal sealed record RolesBody(IReadOnlyList<RoleBody?>? Assigned)
{
    /// <summary>All of them may be new while as many go, in one transaction of the store.</summary>
    public const int Most = 40;

    /// <summary>The roles that it names, or all that is wrong with it.</summary>
    public (IReadOnlyList<AssignedRole>? Roles, Problem? Problem) Take(IReadOnlyList<OrganizationUnit> units)
    {
        var errors = new ValidationErrors();
        if (Assigned is null)
            errors.Add("assigned", "must be a list of roles; an empty one takes all away.");
        else if (Assigned.Count > Most)
            errors.Add("assigned", $"must have at most {Most} entries.");
        var roles = new List<AssignedRole>();
        foreach (var (index, given) in (errors.Any ? [] : Assigned!).Index())
        {
            var (role, unit) = (AssignableRoles.Parse(given?.Role), given?.OrganizationUnitId?.ToLowerInvariant());
            if (role is null)
                errors.Add($"assigned[{index}].role", $"must be one of {string.Join(", ", AssignableRoles.All)}.");
            if (units.All(known => known.Id != unit))
                errors.Add($"assigned[{index}].organizationUnitId", OrganizationUnit.Unknown);
            if (role is { } twice && roles.Contains(new(twice, unit)))
                errors.Add($"assigned[{index}]", "must not be given twice.");
            if (role is { } found)
                roles.Add(new(found, unit));
        }

        return errors.Any ? (null, errors.ToProblem()) : (roles, null);
    }
}

/// <summary>A role and the unit that it is to hold in.</summary>
internal sealed record RoleBody(string? Role, string? OrganizationUnitId);
