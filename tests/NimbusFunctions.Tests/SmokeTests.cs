namespace NimbusFunctions.Tests;

public class SmokeTests
{
    [Fact]
    public void Solution_Builds() => Assert.NotNull(typeof(SmokeTests).Assembly);
}
