using NimbusFunctions.Bench;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Bench;

public class BenchCommandTests
{
    [Theory]
    [InlineData("there is no such bench", "nothing")]
    [InlineData("no name at all")]
    [InlineData("an option that there is not", "coldstart", "--fast")]
    [InlineData("a number that cannot be", "coldstart", "--repetitions", "0")]
    public async Task RunAsync_NothingToRun_ListsTheNamesAndAnswersTwo(string _, params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();

        var code = await BenchCommand.RunAsync(arguments, new LocalConsole(output, error), TestContext.Current.CancellationToken);

        Assert.Equal(2, code);
        Assert.All(Benches.All.Keys, name => Assert.Contains(name, error.ToString(), StringComparison.Ordinal));
        Assert.Empty(output.ToString());
    }
}
