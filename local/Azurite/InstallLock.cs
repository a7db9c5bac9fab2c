namespace NimbusFunctions.Local.Azurite;

/// <summary>One installer at a time among all processes of a user: a file held open, which a crash lets go.</summary>
internal static class InstallLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the lock; disposing it gives it back.</summary>
    /// <exception cref="AzuriteException">Another process held it for longer than an installation may take.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!limit.IsCancellationRequested)
            {
                await Task.WhenAny(Task.Delay(Pause, TimeProvider.System, limit.Token));
                ct.ThrowIfCancellationRequested();
            }
            catch (IOException e)
            {
                throw new AzuriteException($"Another process has been installing the table emulator for {patience.TotalMinutes:0} minutes (lock {path}).", e);
            }
        }
    }
}
