using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Commands;

public sealed class StateFolderTests : IDisposable
{
    private readonly DirectoryInfo root = System.IO.Directory.CreateTempSubdirectory("nimbus-state-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Of_NothingIsKept_IsNull()
    {
        using var state = StateFolder.Open(null);

        Assert.Null(state.Of("broker"));
    }

    [Fact]
    public void Of_Kept_IsAFolderThatExists()
    {
        using var state = StateFolder.Open(Path.Combine(root.FullName, "new"));

        var folder = state.Of("broker");

        Assert.Equal(Path.Combine(root.FullName, "new", "broker"), folder);
        Assert.True(System.IO.Directory.Exists(folder));
    }

    [Fact]
    public void Open_HeldByAnotherEdition_SaysSo()
    {
        using var first = StateFolder.Open(root.FullName);

        var failure = Assert.Throws<LocalEditionException>(() => StateFolder.Open(root.FullName));

        Assert.Contains("is in use by another local edition", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterTheOtherHasStopped_Works()
    {
        StateFolder.Open(root.FullName).Dispose();

        using var second = StateFolder.Open(root.FullName);

        Assert.NotNull(second.Of("azurite"));
    }

    [Fact]
    public void Open_WhereAFileIs_NamesTheOption()
    {
        var file = Path.Combine(root.FullName, "file");
        File.WriteAllText(file, "");

        var failure = Assert.Throws<LocalEditionException>(() => StateFolder.Open(file));

        Assert.StartsWith($"--state {file} cannot be used", failure.Message, StringComparison.Ordinal);
    }
}
