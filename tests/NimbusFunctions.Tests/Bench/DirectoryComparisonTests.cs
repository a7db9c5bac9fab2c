using NimbusFunctions.Bench.DirectorySync;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Tests.Bench;

public class DirectoryComparisonTests
{
    private static readonly ControlUser Ada = new("ada", "Ada", "ada@contoso.example", "Sales");
    private static readonly ControlUser Ben = new("ben", "Ben", "ben@contoso.example", null);
    private static readonly ControlTeam Team = new("t", "Team", ["ada", "deleted"], ["ben"]);
    private static readonly ApiUser ListedAda = new("ada", "Ada", "ada@contoso.example", "Sales", "Synced", 1);
    private static readonly ApiUser ListedBen = new("ben", "Ben", "ben@contoso.example", "", "Synced", 1);
    private static readonly ApiService Service = new("s", "Team", "t", 2, "Operational");

    [Fact]
    public void Of_TheSame_FindsNothing()
    {
        var compared = DirectoryComparison.Of([Ada, Ben], [Team], [ListedAda, ListedBen], [Service]);

        Assert.Empty(compared.Differences);
        Assert.Empty(compared.InNoTeam);
    }

    [Fact]
    public void Of_SomebodyMissing_IsFound() =>
        Assert.Contains("user ben", Assert.Single(DirectoryComparison.Of([Ada, Ben], [Team], [ListedAda], [Service]).Differences), StringComparison.Ordinal);

    [Fact]
    public void Of_SomebodyLeftOver_IsFound() => Assert.Contains(
        "not in the directory",
        Assert.Single(DirectoryComparison.Of([Ada, Ben], [Team], [ListedAda, ListedBen, ListedBen with { Id = "deleted" }], [Service]).Differences),
        StringComparison.Ordinal);

    [Fact]
    public void Of_OtherDetails_AreFound() => Assert.Contains(
        "details",
        Assert.Single(DirectoryComparison.Of([Ada, Ben], [Team], [ListedAda with { Department = "Old" }, ListedBen], [Service]).Differences),
        StringComparison.Ordinal);

    [Fact]
    public void Of_AnotherCountOfMembers_IsFound() =>
        Assert.Single(DirectoryComparison.Of([Ada, Ben], [Team], [ListedAda, ListedBen], [Service with { Members = 3 }]).Differences);

    [Fact]
    public void Of_ATeamWithoutAService_IsFound() => Assert.Single(DirectoryComparison.Of([Ada, Ben], [Team], [ListedAda, ListedBen], []).Differences);

    [Fact]
    public void Of_SomebodyInNoTeam_IsLeftToBeLookedAt() => Assert.Equal(
        ["eve"],
        DirectoryComparison.Of([Ada, Ben, Ada with { Id = "eve" }], [Team], [ListedAda, ListedBen, ListedAda with { Id = "eve" }], [Service]).InNoTeam);
}
