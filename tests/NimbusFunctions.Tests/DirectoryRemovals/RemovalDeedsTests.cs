using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Users;
using static NimbusFunctions.Tests.DirectoryRemovals.Cases;

namespace NimbusFunctions.Tests.DirectoryRemovals;

public class RemovalDeedsTests
{
    [Fact]
    public void Decide_Twice_IsTheSame()
    {
        var removals = new[] { From(1, "a"), From(1, "b"), Whole(2), Whole(3, RemovalCause.UserDeleted) };
        var once = RemovalDeeds.Decide(removals, Rows([User(1, "a", "b"), User(2, "a"), User(3)]));
        var again = RemovalDeeds.Decide(removals, Rows(once.ToWrite));

        Assert.Equal([UserState.Departed, UserState.SoftDeleted, UserState.Gone], once.ToWrite.Select(user => user.State));
        Assert.Empty(again.ToWrite);
        Assert.Empty(again.Outdated);
    }

    [Fact]
    public void Decide_RowIsNewer_IsProvenAgain()
    {
        var deeds = RemovalDeeds.Decide([Whole(1)], Rows([User(1, "a") with { AsOf = Now.AddSeconds(1) }]));

        Assert.Empty(deeds.ToWrite);
        Assert.Single(deeds.Outdated);
    }

    [Fact]
    public void Decide_SoftDeleted_KeepsMembershipsForARestore() => Assert.Equal(
        ["a", "b"],
        RemovalDeeds.Decide([Whole(1)], Rows([User(1, "a", "b")])).ToWrite.Single().Memberships.Select(membership => membership.ServiceId));
}
