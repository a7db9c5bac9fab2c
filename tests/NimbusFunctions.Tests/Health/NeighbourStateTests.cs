using NimbusFunctions.Health;

namespace NimbusFunctions.Tests.Health;

public sealed class NeighbourStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void IsFailing_AfterSoManyFailures_FromTheThirdOn(int failures, bool expected)
    {
        var state = NeighbourState.Well;
        for (var failure = 0; failure < failures; failure++)
            state = state.AfterFailure("status 503", Now.AddSeconds(failure));

        Assert.Equal(expected, state.IsFailing(Now.AddSeconds(failures)));
    }

    [Fact]
    public void IsFailing_OfAFailureThatNobodySawAgain_IsForgotten()
    {
        var state = NeighbourState.Well.AfterFailure("a", Now).AfterFailure("b", Now).AfterFailure("c", Now);

        Assert.True(state.IsFailing(Now + NeighbourState.Forgotten - TimeSpan.FromSeconds(1)));
        Assert.False(state.IsFailing(Now + NeighbourState.Forgotten));
    }

    [Fact]
    public void AfterFailure_Again_KeepsSinceWhenAndSaysTheLast()
    {
        var state = NeighbourState.Well.AfterFailure("status 500", Now).AfterFailure("connection_error", Now.AddMinutes(1));

        Assert.Equal((Now, "connection_error", 2), (state.FailingSince, state.Says, state.Failures));
    }
}
