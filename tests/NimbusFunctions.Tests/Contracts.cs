namespace NimbusFunctions.Tests;

/// <summary>Finds the recorded wire data that lies beside the repository; tests that need it are skipped without it.</summary>
internal static class Contracts
{
    /// <summary>The folder, or null where there is none. The environment variable NIMBUS_CONTRACTS names another.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The path of a file or folder in it; skips the test if it is missing.</summary>
    public static string Require(string relativePath)
    {
        Assert.SkipWhen(Folder is null, "The recorded contracts are not beside the repository (../shared/contracts, or NIMBUS_CONTRACTS).");
        var path = Path.Combine(Folder!, relativePath);
        Assert.SkipUnless(Path.Exists(path), $"The recorded contracts have no {relativePath}.");
        return path;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NIMBUS_CONTRACTS") is { Length: > 0 } named)
            return System.IO.Directory.Exists(named) ? named : null;
        var beside = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "contracts"));
        return System.IO.Directory.Exists(beside) ? beside : null;
    }
}
