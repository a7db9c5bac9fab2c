using System.Net;
using System.Net.Sockets;

namespace NimbusFunctions.IntegrationTests.Editions;

public sealed class UpTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task When_UpIsAskedToStop_Should_LeaveNothingRunningAndExitWithZero(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It asks /proc what runs.");
        await using var up = LocalProcess.Start(null, LocalProcess.Small);
        var api = await up.ReadyAsync(Ct);
        var children = up.Children();
        using HttpClient http = new() { BaseAddress = api };
        using var live = await http.GetAsync(new Uri("health/live", UriKind.Relative), Ct);

        await up.SignalAsync(signal, Ct);
        var code = await up.ExitAsync(Ct);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal((0, 2), (code, children.Count));
        Assert.DoesNotContain(children, LocalProcess.Runs);
        Assert.Empty(up.Errors);
        Assert.Contains($"ready {api.GetLeftPart(UriPartial.Authority)}", up.Output);
    }

    [Fact]
    public async Task When_TheTableEmulatorDies_Should_SaySoAndStopWithOne()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It asks /proc what runs.");
        await using var up = LocalProcess.Start(null, LocalProcess.Small);
        await up.ReadyAsync(Ct);
        var children = up.Children();

        await up.SignalAsync("KILL", Ct, children.Single(id => LocalProcess.NameOf(id) == "node"));
        var code = await up.ExitAsync(Ct);

        Assert.Equal(1, code);
        Assert.StartsWith("The table emulator", Assert.Single(up.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(children, LocalProcess.Runs);
    }

    [Fact]
    public async Task When_NodeIsMissing_Should_SaySoInOneLine()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It starts the program as Linux names it.");
        var empty = System.IO.Directory.CreateTempSubdirectory("nimbus-no-node-");
        try
        {
            await using var up = LocalProcess.Start(empty.FullName, LocalProcess.Small);

            Assert.Equal(1, await up.ExitAsync(Ct));
            Assert.StartsWith("Node.js was not found", Assert.Single(up.Errors), StringComparison.Ordinal);
        }
        finally
        {
            empty.Delete();
        }
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--simulator-port")]
    [InlineData("--simulator-https-port")]
    [InlineData("--azurite-port")]
    [InlineData("--broker-port")]
    public async Task When_APortIsTaken_Should_NameTheOptionInOneLine(string option)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string[] arguments = [.. LocalProcess.Small];
        arguments[Array.IndexOf(arguments, option) + 1] = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"choose another with {option},", Assert.Single(run.Errors), StringComparison.Ordinal);
    }
}
