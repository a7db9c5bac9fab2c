using NimbusFunctions.Access;

namespace NimbusFunctions.Directory.Users;

/// <summary>That a user belongs to a service, and as what.</summary>
internal sealed record Membership(string ServiceId, Role Role)
{
    private const char Between = ';';
    private const char Is = '=';

    /// <summary>Whether it is that in a security group of administrators, who are part of no service by it.</summary>
    public bool IsOfAdministrators => Role is Role.TenantAdministrator or Role.PartnerAdministrator;

    /// <summary>Whether a team or a security group brings it, and not an administrator by hand.</summary>
    public bool IsSynced => Role is not (Role.ServiceAgent or Role.ServiceOwner);

    /// <summary>One text for many, sorted: it lives in the user's row, so that access is decided by one read.</summary>
    public static string Write(IEnumerable<Membership> memberships) => string.Join(
        Between,
        memberships.OrderBy(membership => membership.ServiceId, StringComparer.Ordinal)
            .Select(membership => $"{membership.ServiceId}{Is}{membership.Role}"));

    public static IReadOnlyList<Membership> Read(string? text) => string.IsNullOrEmpty(text)
        ? []
        : [.. text.Split(Between).Select(part => part.Split(Is)).Select(part => new Membership(part[0], Enum.Parse<Role>(part[1])))];
}
