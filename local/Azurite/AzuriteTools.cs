namespace NimbusFunctions.Local.Azurite;

/// <summary>What the emulator is made of: Node, npm, the pinned package files, and the folder it is installed under.</summary>
internal sealed record AzuriteTools(string Node, string Npm, string PackageFolder, string CacheFolder)
{
    /// <summary>Node and npm of the path, the package files beside this program, a cache of this user.</summary>
    public static AzuriteTools Default() => new(
        "node",
        OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
        Path.Combine(AppContext.BaseDirectory, "Azurite"),
        UserCache());

    private static string UserCache()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return data.Length > 0
            ? Path.Combine(data, "nimbus-functions")
            : PrivateTemporary();
    }

    // A user without a home. What is cached is run later, so nobody else may write there: a folder that others made
    // is either closed to us or open to all, and neither is ours.
    private static string PrivateTemporary()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"nimbus-functions-{Environment.UserName}");
        if (OperatingSystem.IsWindows())
            return folder;

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(folder, OwnerOnly);
        return File.GetUnixFileMode(folder) == OwnerOnly
            ? folder
            : throw new AzuriteException($"The folder {folder} is open to other users: remove it, or set HOME.");
    }
}
