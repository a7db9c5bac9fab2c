using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>
/// Secrets in a folder, each a file <c>{tenant}-{name}</c> under AES-GCM: nonce, tag, text. The file's name is part of what is
/// sealed, so that one cannot be put in another's place. The key lies beside them, and only this user reads any of it.
/// </summary>
internal sealed class FolderSecrets(string folder) : ISecretStore
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public bool CanKeep => true;

    public Task WriteAsync(string tenant, string name, string value, CancellationToken cancellation)
    {
        var file = NameOf(tenant, name);
        var text = Encoding.UTF8.GetBytes(value);
        var sealedText = new byte[NonceBytes + TagBytes + text.Length];
        var nonce = sealedText.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using (var cipher = new AesGcm(Key(), TagBytes))
            cipher.Encrypt(nonce, text, sealedText.AsSpan(NonceBytes + TagBytes), sealedText.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(file));
        Put(file, sealedText, overwrite: true);
        return Task.CompletedTask;
    }

    public async Task<string?> ReadAsync(string tenant, string name, CancellationToken cancellation)
    {
        var file = NameOf(tenant, name);
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return null;
        var sealedText = await File.ReadAllBytesAsync(path, cancellation);
        if (sealedText.Length < NonceBytes + TagBytes)
            throw Unreadable();
        var text = new byte[sealedText.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(Key(), TagBytes);
            cipher.Decrypt(
                sealedText.AsSpan(0, NonceBytes), sealedText.AsSpan(NonceBytes + TagBytes), sealedText.AsSpan(NonceBytes, TagBytes), text, Encoding.UTF8.GetBytes(file));
        }
        catch (CryptographicException failure)
        {
            throw Unreadable(failure);
        }

        return Encoding.UTF8.GetString(text);
    }

    public Task RemoveAsync(string tenant, string name, CancellationToken cancellation)
    {
        if (System.IO.Directory.Exists(folder))
            File.Delete(Path.Combine(folder, NameOf(tenant, name)));
        return Task.CompletedTask;
    }

    private static SecretStoreException Unreadable(Exception? inner = null) =>
        new("What is stored cannot be read with the folder's key: set the secret anew.", inner);

    private static string NameOf(string tenant, string name) => $"{tenant}-{name}";

    /// <summary>The folder's key; made where there is none, once for all who share the folder.</summary>
    private byte[] Key()
    {
        var path = Path.Combine(folder, "key");
        if (!File.Exists(path))
        {
            try
            {
                Put("key", RandomNumberGenerator.GetBytes(KeyBytes), overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody else was first.
            }
        }

        return File.ReadAllBytes(path) is { Length: KeyBytes } key ? key : throw new SecretStoreException("The key of the folder of secrets is damaged.");
    }

    /// <summary>Writes a file whole or not at all.</summary>
    private void Put(string name, byte[] content, bool overwrite)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder);
        }
        else
        {
            System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(unfinished, options))
                stream.Write(content);
            File.Move(unfinished, Path.Combine(folder, name), overwrite);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
