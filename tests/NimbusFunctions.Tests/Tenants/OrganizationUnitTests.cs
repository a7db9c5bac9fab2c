using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.Tenants;

public class OrganizationUnitTests
{
    private static readonly OrganizationUnit[] Tree = [new("all", "All", null), new("north", "North", "all"), new("oslo", "Oslo", "north")];

    [Fact]
    public void PathOf_Leaf_GoesUpToTheRoot() => Assert.Equal(["oslo", "north", "all"], OrganizationUnit.PathOf("oslo", Tree));

    [Fact]
    public void PathOf_Unknown_IsItself() => Assert.Equal(["x"], OrganizationUnit.PathOf("x", Tree));

    [Fact]
    public void PathOf_Cycle_Ends() => Assert.Equal(
        ["a", "b"], OrganizationUnit.PathOf("a", [new("a", "A", "b"), new("b", "B", "a")]));

    [Fact]
    public void DefaultIdOf_Tenant_IsAGuidAndStable() => Assert.Equal(
        Guid.Parse(OrganizationUnit.DefaultIdOf("t")), Guid.Parse(OrganizationUnit.DefaultIdOf("t")));
}
