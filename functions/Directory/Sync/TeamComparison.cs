using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Directory.Sync;

/// <summary>What a complete list of a team and the stored members of its service differ in: a pure decision.</summary>
/// <param name="Present">Who is listed and must be stored so: joined, in another role, or to be compared in full.</param>
/// <param name="Absent">Who is stored and not listed. Why is still to be found out.</param>
internal sealed record TeamComparison(IReadOnlyList<(ListedMember Member, Role Role)> Present, IReadOnlyList<string> Absent)
{
    /// <param name="ownerRole">What an owner of the team is in this service.</param>
    /// <param name="memberRole">What a member of the team is in this service.</param>
    /// <param name="stored">The stored members.</param>
    /// <param name="listed">The team as listed.</param>
    /// <param name="full">Every listed member is to be looked at, changed or not.</param>
    public static TeamComparison Compare(
        Role ownerRole, Role memberRole, IReadOnlyDictionary<string, Role> stored, TeamTruth.Listed listed, bool full)
    {
        // An owner who is a member as well is listed twice and counts once, as owner.
        var members = listed.Members.GroupBy(member => member.Id)
            .Select(same => same.OrderByDescending(member => member.IsOwner).First())
            .Select(member => (Member: member, Role: member.IsOwner ? ownerRole : memberRole))
            .ToList();
        var ids = members.Select(member => member.Member.Id).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. members.Where(member => full || !stored.TryGetValue(member.Member.Id, out var role) || role != member.Role)],
            [.. stored.Keys.Where(id => !ids.Contains(id))]);
    }

    /// <summary>What an owner becomes: the role that the service got when it was created.</summary>
    public static Role OwnerRoleOf(Service service) =>
        service.OwnerRole == ProvisioningSection.TeamOwnerLimited ? Role.TeamOwnerLimited : Role.TeamOwner;
}
