namespace NimbusFunctions.IntegrationTests;

public class SmokeTests
{
    [Fact]
    public void Solution_Builds() => Assert.NotNull(typeof(SmokeTests).Assembly);
}
