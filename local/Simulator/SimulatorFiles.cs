namespace NimbusFunctions.Local.Simulator;

/// <summary>The simulator's files: in the state folder, or in a temporary one that goes with it.</summary>
internal sealed class SimulatorFiles : IDisposable
{
    private readonly string _folder;
    private readonly bool _temporary;

    public SimulatorFiles(string? stateDirectory)
    {
        _temporary = stateDirectory is null;
        _folder = stateDirectory ?? System.IO.Directory.CreateTempSubdirectory("nimbus-simulator-").FullName;
        System.IO.Directory.CreateDirectory(_folder);
    }

    public string CertificateAuthority => Path.Combine(_folder, "certificate-authority.pem");

    public string Assertion => Path.Combine(_folder, "federated-token.jwt");

    /// <summary>The vault's secrets.</summary>
    public string Vault => Path.Combine(_folder, "vault.json");

    /// <summary>Whether the folder outlives the run.</summary>
    public bool IsKept => !_temporary;

    public string Journal => Path.Combine(_folder, "directory.jsonl");

    /// <summary>Writes a file that only this user can read, whole or not at all.</summary>
    public void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = Path.Combine(_folder, $".{Path.GetFileName(path)}.new");
        File.Delete(unfinished);
        using (var writer = new StreamWriter(unfinished, options)) writer.Write(text);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>A file of the run before; null where there is none.</summary>
    public string? ReadKept(string path) => IsKept && File.Exists(path) ? File.ReadAllText(path) : null;

    public void Dispose()
    {
        if (_temporary && System.IO.Directory.Exists(_folder)) System.IO.Directory.Delete(_folder, recursive: true);
    }
}
