namespace NimbusFunctions.Local.Commands;

/// <summary>Where the app keeps the tenants' secrets: in the state folder, or in a temporary one that goes with it.</summary>
internal sealed class SecretFolder : IDisposable
{
    private readonly bool temporary;

    private SecretFolder(string path, bool temporary) => (Path, this.temporary) = (path, temporary);

    public string Path { get; }

    /// <param name="folder">Where it lies; null: in a folder that goes with it.</param>
    public static SecretFolder Open(string? folder) =>
        new(folder ?? Directory.CreateTempSubdirectory("nimbus-secrets-").FullName, folder is null);

    public void Dispose()
    {
        if (temporary && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
