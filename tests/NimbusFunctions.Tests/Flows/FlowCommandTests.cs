using NimbusFunctions.Local.Commands;
using NimbusFunctions.Tests.Commands;

namespace NimbusFunctions.Tests.Flows;

/// <summary>What the command says before there is anything to play against.</summary>
public sealed class FlowCommandTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();
    private readonly TestConsole console = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_BadFile_NamesEveryFaultWithItsPlaceAndExitsWithOne()
    {
        await File.WriteAllTextAsync(file, "{ \"name\": \"\",\n\"steps\": [ { \"id\": \"a\",\n\"do\": \"dance\" } ] }", Stop);

        Assert.Equal(1, await RunAsync(file));

        Assert.Equal(2, console.Errors.Length);
        Assert.Contains(console.Errors, line => line.StartsWith($"{file}: line 1, name: must be ", StringComparison.Ordinal));
        Assert.Contains(console.Errors, line => line.StartsWith($"{file}: line 3, steps[0].do: is 'dance'; ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_NoSuchFile_OneLineAndExitCodeOne()
    {
        Assert.Equal(1, await RunAsync(file + ".none"));

        Assert.Contains(file + ".none", Assert.Single(console.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoEdition_OneLineThatSaysHowToStartOne()
    {
        var free = $"http://127.0.0.1:{TakenPort.Free()}";

        Assert.Equal(1, await RunAsync(Path.Combine(FlowSamples.Folder, "over-the-cap.json"), "--api", free, "--simulator", free));

        Assert.StartsWith("No local edition answers: start 'dotnet run --project local'", Assert.Single(console.Errors), StringComparison.Ordinal);
        Assert.Empty(console.Output);
    }

    [Theory]
    [InlineData("--faster", "0", "--faster must be a whole number from 1 to 1000.")]
    [InlineData("--faster", "fast", "--faster must be a whole number from 1 to 1000.")]
    [InlineData("--api", "https://api.alpenwerk.example", "--api must be an address of this machine")]
    [InlineData("--simulator", "nowhere", "--simulator must be an address of this machine")]
    public async Task RunAsync_WrongArguments_OneLineThatNamesThem(string option, string value, string expected)
    {
        Assert.Equal(1, await RunAsync(file, option, value));

        Assert.Contains(expected, Assert.Single(console.Errors), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        File.Delete(file);
        console.Dispose();
    }

    private Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(["flow", .. arguments], console.Console, Stop);
}
