using NimbusFunctions.Retention.Purge;

namespace NimbusFunctions.Tests.Retention;

public class PurgePaceTests
{
    [Theory]
    [InlineData(100, 0)]
    [InlineData(50, 20)]
    [InlineData(25, 60)]
    [InlineData(10, 180)]
    public void RestAfter_AShare_KeepsTheStoreFreeForTheRest(int share, int milliseconds) =>
        Assert.Equal(milliseconds, new PurgePace(share, TimeProvider.System).RestAfter(TimeSpan.FromMilliseconds(20)).TotalMilliseconds, 3);

    [Fact]
    public void RestAfter_TheStoreGrowsSlow_RestsLongerThanInProportion()
    {
        var pace = new PurgePace(25, TimeProvider.System);
        for (var transaction = 0; transaction < 20; transaction++)
            pace.RestAfter(TimeSpan.FromMilliseconds(20));

        Assert.True(pace.RestAfter(TimeSpan.FromMilliseconds(100)) > TimeSpan.FromMilliseconds(4 * 300));
    }

    [Fact]
    public void RestAfter_AHangingStore_NeverRestsForMoreThanTenSeconds() =>
        Assert.Equal(TimeSpan.FromSeconds(10), new PurgePace(1, TimeProvider.System).RestAfter(TimeSpan.FromSeconds(30)));
}
