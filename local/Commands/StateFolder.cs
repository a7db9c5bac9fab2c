namespace NimbusFunctions.Local.Commands;

/// <summary>The folder that is kept between runs, held by one edition at a time; or no folder, when nothing is kept.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly string? root;
    private readonly FileStream? held;

    private StateFolder(string? root, FileStream? held) => (this.root, this.held) = (root, held);

    /// <exception cref="LocalEditionException">The folder cannot be written, or another edition has it.</exception>
    public static StateFolder Open(string? directory)
    {
        if (directory is null)
            return new(null, null);

        var root = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalEditionException($"{LocalEditionOptions.StateOption} {root} cannot be used: {e.Message}", e);
        }

        try
        {
            return new(root, new FileStream(Path.Combine(root, ".held"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new LocalEditionException($"{LocalEditionOptions.StateOption} {root} is in use by another local edition: stop that one, or name another folder.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LocalEditionException($"{LocalEditionOptions.StateOption} {root} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>A part's own folder, made if need be; null when nothing is kept.</summary>
    public string? Of(string part) => root is null ? null : Directory.CreateDirectory(Path.Combine(root, part)).FullName;

    public void Dispose() => held?.Dispose();
}
