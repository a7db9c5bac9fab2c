namespace NimbusFunctions.IntegrationTests;

/// <summary>Finds the published definitions that lie beside the repository; tests that need them are skipped without them.</summary>
internal static class Contracts
{
    /// <summary>The path of a file in the folder <c>../shared/contracts</c>, or in the one that NIMBUS_CONTRACTS names.</summary>
    public static string Require(string relativePath)
    {
        var folder = Environment.GetEnvironmentVariable("NIMBUS_CONTRACTS") is { Length: > 0 } named ? named : Beside();
        Assert.SkipWhen(folder is null, "The contracts are not beside the repository (../shared/contracts, or NIMBUS_CONTRACTS).");
        var path = Path.Combine(folder!, relativePath);
        Assert.SkipUnless(Path.Exists(path), $"The contracts have no {relativePath}.");
        return path;
    }

    private static string? Beside()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NimbusFunctions.sln")))
            folder = folder.Parent;
        return folder is null ? null : Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "contracts"));
    }
}
