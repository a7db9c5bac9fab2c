using System.Net;
using System.Text.RegularExpressions;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Access.Role;

namespace NimbusFunctions.Tests.Access;

/// <summary>Nobody gives a role, to himself or others, that reaches further than his own or other things than his own.</summary>
public sealed partial class RoleGivingFieldTests
{
    private const string General = $"v1/tenants/{ApiHouse.Tenant}/settings/general";

    // The two administrators of a whole tenant are as wide as one another and unlike: each keeps something from the other.
    private static readonly Role[][] FromWideToNarrow =
    [
        [SystemAdministrator],
        [PartnerAdministrator, TenantAdministrator],
        [OrganizationUnitAdministrator, WorkflowAdministrator, UserSupervisor, ServiceSupervisor],
        [TeamOwner, TeamOwnerLimited, ServiceOwner, ServiceAgent, TeamMember],
    ];

    /// <summary>What names who has a role, or which role somebody has.</summary>
    private static readonly Dictionary<string, Role[]> Giving = new()
    {
        ["settings.general.tenantAdministrationSecurityGroup"] = [TenantAdministrator],
        ["settings.general.partnerAdministrationSecurityGroup"] = [PartnerAdministrator],
        ["settings.provisioning.defaultTeamOwnerRole"] = [TeamOwner, TeamOwnerLimited],
        [Permissions.RoleAssignment] = [.. AssignableRoles.All],
        [ServicePermissions.Agents] = [ServiceAgent],
        [ServicePermissions.Owners] = [ServiceOwner],
        [ServicePermissions.FieldOf("ownerRole")] = [TeamOwner, TeamOwnerLimited],
    };

    /// <summary>What sounds so and gives no role.</summary>
    private static readonly string[] SoundsAlike = [Permissions.UserRoles, Permissions.PartnerGroup, "settings.partner.partner", "settings.dataPrivacy.partnerSeesUsers", "settings.dataPrivacy.partnerSeesCustomers"];

    [GeneratedRegex("group|owner|agent|role|administrat|partner", RegexOptions.IgnoreCase)]
    private static partial Regex OfRoles { get; }

    public static TheoryData<string> Fields => [.. Giving.Keys];

    [Fact]
    public void Table_WhateverSoundsOfRoles_IsJudgedHere() => Assert.Equal(
        Giving.Keys.Concat(SoundsAlike).Order(StringComparer.Ordinal),
        PermissionTable.Names.Where(name => OfRoles.IsMatch(name)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Fields))]
    public void Table_WhoMayWriteIt_IsAboveEveryRoleThatItGives(string field)
    {
        foreach (var role in Enum.GetValues<Role>().Where(role => (PermissionTable.Of(field, role) & ~Letters.Read) != Letters.None))
            Assert.All(Giving[field], given => Assert.True(Rank(role) < Rank(given), $"{role} writes {field}, which gives {given}."));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Table_EveryRole_IsGivenBySomebody(string field) =>
        Assert.Contains(Enum.GetValues<Role>(), role => PermissionTable.Of(field, role).HasFlag(Letters.Update));

    [Theory]
    [InlineData(PartnerAdministrator)]
    [InlineData(TenantAdministrator)]
    public async Task Patch_OfTheAdministratorsGroup_IsTheOperatorsAlone(object role)
    {
        await using var house = await ApiHouse.StartAsync();
        using var caller = await house.AsAsync((Role)role);
        using var system = house.System();
        const string Named = """{"tenantAdministrationSecurityGroup":"50000000-0000-0000-0000-000000000005"}""";

        var refused = await caller.CallAsync(HttpMethod.Patch, General, Named);

        refused.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains("settings.general.tenantAdministrationSecurityGroup (update)", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Null((await system.CallAsync(HttpMethod.Get, General)).Json["tenantAdministrationSecurityGroup"]);
        (await system.CallAsync(HttpMethod.Patch, General, Named)).IsOk();
    }

    private static int Rank(Role role) => Array.FindIndex(FromWideToNarrow, ranked => ranked.Contains(role));
}
