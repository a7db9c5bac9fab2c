using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Commands;

public sealed class AppRootTests : IDisposable
{
    private const string HostJson = """{"customHandler":{"description":{"defaultExecutablePath":"App"}}}""";

    private readonly DirectoryInfo root = System.IO.Directory.CreateTempSubdirectory("nimbus-app-root-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Find_NoHostFile_SaysToBuild()
    {
        var failure = Assert.Throws<LocalEditionException>(() => AppRoot.Find(root.FullName));

        Assert.Equal($"The function app is not built: there is no host.json in {root.FullName}. Run 'dotnet build' first.", failure.Message);
    }

    [Fact]
    public void Find_NoExecutable_NamesIt()
    {
        Write("host.json", HostJson);

        var failure = Assert.Throws<LocalEditionException>(() => AppRoot.Find(root.FullName));

        Assert.Contains("there is no executable App", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App")]
    [InlineData("App.exe")]
    public void Find_Built_IsTheFullPath(string executable)
    {
        Write("host.json", HostJson);
        Write(executable, "");

        Assert.Equal(root.FullName, AppRoot.Find(Path.Combine(root.FullName, "x", "..")));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"customHandler":{"description":{"defaultExecutablePath":"dist/App"}}}""")]
    public void Find_HostFileThatOnlyTheHostCanJudge_IsLeftToIt(string hostFile)
    {
        Write("host.json", hostFile);

        Assert.Equal(root.FullName, AppRoot.Find(root.FullName));
    }

    [Fact]
    public void Find_NothingNamed_IsTheAppThatWasBuiltWithThisProgram() => Assert.True(File.Exists(Path.Combine(AppRoot.Find(null), "host.json")));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(root.FullName, name), text);
}
