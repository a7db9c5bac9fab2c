using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Api;

[Collection(LocalEditionCollection.Name)]
public class HealthTests(LocalEditionFixture edition)
{
    [Theory]
    [InlineData("live", "live")]
    [InlineData("ready", "ready")]
    public async Task Get_Health_SaysOneWordToAnybody(string path, string status)
    {
        var answer = await edition.Client(null).CallAsync(HttpMethod.Get, $"health/{path}");

        Assert.Equal(200, answer.Status);
        Assert.Equal($"{{\"status\":\"{status}\"}}", answer.Json.GetRawText());
    }
}
