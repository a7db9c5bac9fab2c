using NimbusFunctions.Graph;

namespace NimbusFunctions.Tests.Graph;

public class GraphOptionsTests
{
    [Fact]
    public void Errors_Defaults_AreNone() => Assert.Empty(new GraphOptions().Errors());

    [Fact]
    public void Errors_EverythingWrong_NamesEachSetting() => Assert.Equal(
        ["Graph__BaseUrl", "Graph__TenantUnits", "Graph__InstanceUnits"],
        new GraphOptions { BaseUrl = "http://graph", TenantUnits = 99, InstanceUnits = 150_001 }.Errors().Select(error => error.Split(' ')[0]));
}
