using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;

namespace NimbusFunctions.Tests.TasksLanes;

public class CapFullnessTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(3, 5, false)]
    [InlineData(4, 5, true)]
    [InlineData(39, 50, false)]
    [InlineData(40, 50, true)]
    [InlineData(60, 50, true)]
    public void IsNearFull_FromFourOfFive(int inUse, int cap, bool expected) => Assert.Equal(expected, CapFullness.IsNearFull(inUse, cap));

    [Fact]
    public void Shares_WhatNobodyUsedForAnHour_IsForgotten()
    {
        var time = new ManualTimeProvider();
        var tenant = Guid.NewGuid().ToString();
        CapFullness.Observe(TaskPartition.Of(tenant, "full", Modality.Email), 20, 20, time);
        time.Advance(TimeSpan.FromMinutes(45));
        CapFullness.Observe(TaskPartition.Of(tenant, "free", Modality.Email), 1, 20, time);

        Assert.Equal(50, ShareOf(tenant));
        time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, ShareOf(tenant));
        time.Advance(TimeSpan.FromMinutes(45));
        Assert.Null(ShareOf(tenant));
    }

    private static double? ShareOf(string tenant) =>
        CapFullness.Shares().Where(share => share.Tags.ToArray().Any(tag => tenant.Equals(tag.Value))).Select(share => (double?)share.Value).SingleOrDefault();
}
