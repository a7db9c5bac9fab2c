using NimbusFunctions.Access;
using static NimbusFunctions.Access.Letters;
using static NimbusFunctions.Access.Role;

namespace NimbusFunctions.Configuration;

/// <summary>
/// Who may do what with configuration entities: of the administrators the product's administration decides, of all other roles
/// the configuration of its portal. Owners of services make and change some kinds, but not the fields that the product keeps
/// to administrators.
/// </summary>
internal static class ConfigurationPermissions
{
    private const Letters Every = Create | Read | Update | Delete;

    public static IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> Rows => ConfigurationKinds.InOrder.SelectMany(RowsOf)
        .Append(KeyValuePair.Create(Permissions.Configuration, Readers()));

    /// <summary>The permission of a kind, e.g. <c>configuration.skills</c>.</summary>
    public static string Of(string kind) => $"{Permissions.Configuration}.{kind}";

    private static IEnumerable<KeyValuePair<string, Dictionary<Role, Letters>>> RowsOf(ConfigurationKind kind)
    {
        var row = Row(kind);
        yield return KeyValuePair.Create(kind.Permission, row);
        foreach (var field in kind.Guarded)
        {
            yield return KeyValuePair.Create(
                ConfigurationKind.FieldOf(kind.Permission, field),
                row.ToDictionary(role => role.Key, role => role.Value & (IsKeptFrom(role.Key) ? Read : Read | Update)));
        }
    }

    private static Dictionary<Role, Letters> Row(ConfigurationKind kind)
    {
        var row = new Dictionary<Role, Letters>
        {
            [SystemAdministrator] = Every | Execute,
            [TenantAdministrator] = Every,
            [OrganizationUnitAdministrator] = Every,
        };
        if (kind == ConfigurationKinds.Workflows || kind == ConfigurationKinds.OpeningHours)
        {
            row[WorkflowAdministrator] = Read | Update;
            row[TeamOwnerLimited] = Every;
        }

        if (kind == ConfigurationKinds.OpeningHours)
            row[UserSupervisor] = Every;
        if (OfOwners.Contains(kind))
            (row[TeamOwner], row[ServiceOwner]) = (Every, Every);
        return row;
    }

    private static ConfigurationKind[] OfOwners =>
    [
        ConfigurationKinds.PrimaryCodes, ConfigurationKinds.SecondaryCodes, ConfigurationKinds.ConversationContexts, ConfigurationKinds.Parameters,
        ConfigurationKinds.Workflows, ConfigurationKinds.OpeningHours,
    ];

    private static bool IsKeptFrom(Role role) => role is WorkflowAdministrator or TeamOwner or TeamOwnerLimited or ServiceOwner;

    /// <summary>Whoever reads some kind may read what all kinds are made of.</summary>
    private static Dictionary<Role, Letters> Readers() =>
        ConfigurationKinds.InOrder.SelectMany(kind => Row(kind).Keys).Distinct().ToDictionary(role => role, _ => Read);
}
