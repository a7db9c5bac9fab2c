using NimbusFunctions.Local.Past;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.Tests.Commands;

public sealed class PastDayTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void Of_ADay_FollowsFromTheTenantAndTheDay()
    {
        var tenant = new SimulatorWorld(new() { Users = 40, Teams = 3 }, TimeProvider.System).Tenants[0];

        var (one, again, other) = (PastDay.Of(tenant, Day), PastDay.Of(tenant, Day), PastDay.Of(tenant, Day.AddDays(1)));

        Assert.Equal(one.Tasks, again.Tasks);
        Assert.Equal(one.States, again.States);
        Assert.Equal(one.Lines, again.Lines);
        Assert.NotEqual(one.Tasks, other.Tasks);
        Assert.All(one.Tasks, task => Assert.Equal((TaskState.Terminated, Day), (task.State, DateOnly.FromDateTime(task.StateSince.UtcDateTime))));
        Assert.All(one.Tasks, task => Assert.NotNull(TaskPartition.OfTask("t", task.Id)));
        Assert.All(one.States, state => Assert.True(state.Start < state.End && state.User.Length > 0));
    }

    [Fact]
    public void Of_ATenantWithoutTeams_IsEmpty()
    {
        var tenant = new SimulatorWorld(new() { Users = 4, Teams = 0 }, TimeProvider.System).Tenants[0];

        Assert.Empty(PastDay.Of(tenant, Day).Tasks);
    }
}
