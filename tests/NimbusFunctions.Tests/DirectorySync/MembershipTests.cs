using FsCheck.Fluent;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.DirectorySync;

public class MembershipTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame() => (
        from ids in Gen.SubListOf("a", "b.c", "d-e_f", "admins-00000000-0000-0000-0000-000000000001")
        from roles in Gen.Elements(Role.TeamOwner, Role.TeamMember, Role.TenantAdministrator).ListOf(4)
        select ids.Zip(roles, (id, role) => new Membership(id, role)).ToList()).ForAll(memberships =>
            Membership.Read(Membership.Write(memberships)).ToHashSet().SetEquals(memberships));

    [Fact]
    public void Write_AnyOrder_IsTheSameText() => Assert.Equal(
        Membership.Write([new("b", Role.TeamOwner), new("a", Role.TeamMember)]),
        Membership.Write([new("a", Role.TeamMember), new("b", Role.TeamOwner)]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Read_Nothing_IsEmpty(string? text) => Assert.Empty(Membership.Read(text));
}
