using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Commands;

public sealed class DefaultCommandTests
{
    [Theory]
    [InlineData("", "up")]
    [InlineData("--port 0", "up --port 0")]
    [InlineData("up --port 0", "up --port 0")]
    [InlineData("demo", "demo")]
    [InlineData("token --tenant t", "token --tenant t")]
    [InlineData("--help", "--help")]
    [InlineData("-h", "-h")]
    [InlineData("--version", "--version")]
    [InlineData("nonsense", "nonsense")]
    public void Apply_Arguments_NamesUpOnlyWhereNothingIsNamed(string given, string expected) =>
        Assert.Equal(Split(expected), DefaultCommand.Apply(Split(given)));

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
