using NimbusFunctions.Access;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.DirectorySync;

public class TeamComparisonTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Compare_OwnerListedAsMemberToo_CountsOnceAsOwner()
    {
        var comparison = Compare([], [Member(1), Member(1, owner: true)]);

        Assert.Equal([(Arbitraries.Id(1), Role.TeamOwnerLimited)], comparison.Present.Select(present => (present.Member.Id, present.Role)));
    }

    [Fact]
    public void Compare_OwnerWhoIsNoMember_Belongs() =>
        Assert.Equal(Role.TeamOwnerLimited, Assert.Single(Compare([], [Member(1, owner: true)]).Present).Role);

    [Fact]
    public void Compare_NothingChanged_IsEmpty()
    {
        var comparison = Compare(new() { [Arbitraries.Id(1)] = Role.TeamMember }, [Member(1)]);

        Assert.Empty(comparison.Present);
        Assert.Empty(comparison.Absent);
    }

    [Fact]
    public void Compare_Full_LooksAtEverybody() =>
        Assert.Single(Compare(new() { [Arbitraries.Id(1)] = Role.TeamMember }, [Member(1)], full: true).Present);

    [Fact]
    public void Compare_RoleChanged_IsPresent() =>
        Assert.Single(Compare(new() { [Arbitraries.Id(1)] = Role.TeamOwner }, [Member(1)]).Present);

    [Fact]
    public void Compare_NotListed_IsAbsent() =>
        Assert.Equal([Arbitraries.Id(2)], Compare(new() { [Arbitraries.Id(2)] = Role.TeamMember }, [Member(1)]).Absent);

    private static TeamComparison Compare(Dictionary<string, Role> stored, IReadOnlyList<ListedMember> listed, bool full = false) =>
        TeamComparison.Compare(Role.TeamOwnerLimited, Role.TeamMember, stored, new(listed, Now), full);

    private static ListedMember Member(int id, bool owner = false) => new(Arbitraries.Id(id), UserDetails.None, owner);
}
