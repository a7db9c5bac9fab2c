using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.DirectorySync;

public class LeaveDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private static readonly UserTruth There = new UserTruth.Present(UserDetails.None, Now);
    private static readonly UserTruth NotThere = new UserTruth.Missing(Now);
    private static readonly UserTruth NobodyKnows = new UserTruth.Unknown("users answered 403", Now);

    [Fact]
    public void Decide_DeltaSaysLeft_IsProven() =>
        Assert.IsType<LeaveDecision.Left>(LeaveDecision.Decide(There, false, true, DepartureStore.SaidByDelta, "2"));

    [Fact]
    public void Decide_AbsentOnce_IsUnproven() =>
        Assert.IsType<LeaveDecision.Unproven>(LeaveDecision.Decide(There, false, false, null, "2"));

    [Fact]
    public void Decide_AbsentTwiceInOneRun_IsUnproven() =>
        Assert.IsType<LeaveDecision.Unproven>(LeaveDecision.Decide(There, false, false, "2", "2"));

    [Fact]
    public void Decide_AbsentInTwoRuns_IsProven() =>
        Assert.IsType<LeaveDecision.Left>(LeaveDecision.Decide(There, false, false, "1", "2"));

    [Fact]
    public void Decide_WholeListEmptyInManyRuns_ProvesNothing() =>
        Assert.IsType<LeaveDecision.Unknown>(LeaveDecision.Decide(There, true, false, "1", "9"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decide_UserNotInDirectory_IsAMatterOfTheUser(bool deltaSaysLeft) =>
        Assert.IsType<LeaveDecision.Deleted>(LeaveDecision.Decide(NotThere, false, deltaSaysLeft, "1", "2"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decide_DirectoryDoesNotSay_ProvesNothing(bool deltaSaysLeft) =>
        Assert.IsType<LeaveDecision.Unknown>(LeaveDecision.Decide(NobodyKnows, false, deltaSaysLeft, "1", "2"));
}
