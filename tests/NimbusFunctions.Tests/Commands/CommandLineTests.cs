using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--port abc", "--port is 'abc': it must be a whole number from 0 to 65535.")]
    [InlineData("--port 65536", "--port is '65536': it must be a whole number from 0 to 65535.")]
    [InlineData("--azurite-port -1", "--azurite-port is '-1'")]
    [InlineData("up --users 0", "--users is '0': it must be a whole number from 1 to 1000000.")]
    [InlineData("demo --teams 1.5", "--teams is '1.5'")]
    [InlineData("demo --port 0", "There is no command or option '--port'.")]
    [InlineData("start", "There is no command or option 'start'.")]
    [InlineData("--teem 3", "There is no command or option '--teem'.")]
    [InlineData("up --state", "--state")]
    [InlineData("token --user a@b.example", "--tenant")]
    [InlineData("token --tenant t", "Give either --user UPN or --app ROLE.")]
    [InlineData("token --tenant t --user a@b.example --app R", "Give either --user UPN or --app ROLE.")]
    [InlineData("token --tenant t --app R --simulator nowhere", "--simulator must be an address of this machine")]
    [InlineData("token --tenant t --app R --simulator http://graph.microsoft.com", "--simulator must be an address of this machine")]
    [InlineData("dead-letters replay x --queue presence", "Filters choose among all: give them with --all.")]
    [InlineData("dead-letters drop x --reason why --since 2026-01-31", "Filters choose among all: give them with --all.")]
    public async Task RunAsync_WrongArguments_OneLineThatNamesThemAndExitCodeOne(string arguments, string expected)
    {
        using var console = new TestConsole();

        var code = await CommandLine.RunAsync(arguments.Split(' '), console.Console, TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.Contains(expected, Assert.Single(console.Errors), StringComparison.Ordinal);
        Assert.Empty(console.Output);
    }

    [Fact]
    public async Task RunAsync_Help_ListsTheCommands()
    {
        using var console = new TestConsole();

        var code = await CommandLine.RunAsync(["--help"], console.Console, TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.All((string[])["up", "demo", "token"], command => Assert.Contains($"  {command} ", console.Output, StringComparison.Ordinal));
        Assert.Empty(console.Errors);
    }

    [Fact]
    public async Task RunAsync_HelpOfUp_HidesWhatIsForBenches()
    {
        using var console = new TestConsole();

        await CommandLine.RunAsync(["up", "--help"], console.Console, TestContext.Current.CancellationToken);

        Assert.Contains("--broker-port", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--app-root", console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("demo")]
    public async Task RunAsync_AppNotBuilt_OneLineThatSaysSo(string command)
    {
        var empty = System.IO.Directory.CreateTempSubdirectory("nimbus-not-built-");
        using var console = new TestConsole();
        try
        {
            var code = await CommandLine.RunAsync([command, "--app-root", empty.FullName], console.Console, TestContext.Current.CancellationToken);

            Assert.Equal(1, code);
            Assert.StartsWith("The function app is not built:", Assert.Single(console.Errors), StringComparison.Ordinal);
        }
        finally
        {
            empty.Delete();
        }
    }

    [Fact]
    public async Task RunAsync_TokenWithoutSimulator_OneLineThatSaysHowToStartOne()
    {
        using var console = new TestConsole();

        var code = await CommandLine.RunAsync(
            ["token", "--tenant", "t", "--app", "System.Administrator", "--simulator", $"http://127.0.0.1:{TakenPort.Free()}"],
            console.Console, TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.StartsWith("No simulator answers at http://127.0.0.1:", Assert.Single(console.Errors), StringComparison.Ordinal);
        Assert.Empty(console.Output);
    }

    [Fact]
    public async Task RunAsync_AskedToStopWhileStarting_ExitCodeZero()
    {
        using var asked = new CancellationTokenSource();
        await asked.CancelAsync();
        var root = System.IO.Directory.CreateTempSubdirectory("nimbus-app-");
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "host.json"), "{}", TestContext.Current.CancellationToken);
        using var console = new TestConsole();
        try
        {
            string[] free = [.. ((string[])["--port", "--simulator-port", "--simulator-https-port", "--azurite-port", "--broker-port"]).SelectMany(option => (string[])[option, "0"])];
            var code = await CommandLine.RunAsync([.. free, "--app-root", root.FullName], console.Console, asked.Token);

            Assert.Equal(0, code);
            Assert.Empty(console.Errors);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}
