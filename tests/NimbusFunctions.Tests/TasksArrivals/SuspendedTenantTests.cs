using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.TasksArrivals;

public sealed class SuspendedTenantTests
{
    [Fact]
    public async Task When_ATenantIsSuspended_Should_KeepThoseWhoWaitHandNothingOutAndGoOnAfterwards()
    {
        using var house = new TaskHouse();
        await house.OpenAsync(new LimitsSection(Email: 1, LongestHoldMinutes: 60));
        house.Arrive("first");
        house.Arrive("second");
        await house.LiveAsync(TimeSpan.FromSeconds(10));
        var first = Assert.Single(await house.DispatchedAsync());
        Assert.Equal(1, (await house.SlotsAsync()).Held);

        await house.MoveToAsync(TenantState.Suspended);
        await house.LiveAsync(TimeSpan.FromSeconds(5));
        house.Tell(first.TaskId, TaskState.Terminated);
        house.Arrive("refused");
        await house.LiveAsync(TimeSpan.FromHours(2));

        Assert.Empty(await house.DispatchedAsync());
        Assert.Equal((0, 1), ((await house.SlotsAsync()).InUse, (await house.SlotsAsync()).Held));

        await house.MoveToAsync(TenantState.Active);
        await house.LiveAsync(TimeSpan.FromMinutes(3));

        Assert.Contains("second", Assert.Single(await house.DispatchedAsync()).Content, StringComparison.Ordinal);
    }
}
