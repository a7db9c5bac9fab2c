using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace NimbusFunctions.Ops.Keys;

/// <summary>
/// The keys of data protection, as the framework wants them: at once and without waiting. They are read beforehand,
/// by <see cref="ReadyAsync"/>, so that a slow store of secrets never holds a thread; only a key that is made, once
/// in 90 days, is stored while its maker waits.
/// </summary>
internal sealed class SessionKeys(SessionKeyStore store, TimeProvider time, ILogger<SessionKeys> log) : IXmlRepository
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    // While the store is down it is asked by one in so much time; all others hear of the failure at once.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private IReadOnlyList<XElement>? known;
    private DateTimeOffset readAgain = DateTimeOffset.MinValue;
    private Task? reading;
    private Exception? failed;

    /// <summary>Waits until there are keys. What is known serves on while it is read anew, and while it cannot be.</summary>
    /// <exception cref="SessionKeysException">There are none: the store does not answer.</exception>
    public Task ReadyAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (time.GetUtcNow() >= readAgain && reading is not { IsCompleted: false })
                reading = ReadAsync();
            if (known is not null)
                return Task.CompletedTask;
            return reading is { IsCompleted: false } ? reading.WaitAsync(cancellation) : Task.FromException(new SessionKeysException(failed));
        }
    }

    public IReadOnlyCollection<XElement> GetAllElements() => known ?? throw new SessionKeysException(failed);

    public void StoreElement(XElement element, string friendlyName)
    {
        // The framework has no other way; it holds one thread, and no longer than this.
        using var patience = new CancellationTokenSource(Patience, time);
        StoreAsync(element, patience.Token).GetAwaiter().GetResult();
    }

    private async Task StoreAsync(XElement element, CancellationToken cancellation)
    {
        try
        {
            await store.AddAsync(element, cancellation).ConfigureAwait(false);
            // Another process may have been first: then its key is the one.
            Keep(await store.ReadAsync(cancellation).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            throw new SessionKeysException(failure);
        }
    }

    private async Task ReadAsync()
    {
        // Whoever asked holds the lock.
        await Task.Yield();
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            Keep(await store.ReadAsync(patience.Token));
        }
        catch (Exception failure)
        {
            log.KeysNotRead(failure);
            lock (gate)
            {
                failed = failure;
                readAgain = time.GetUtcNow() + Pause;
                if (known is not null)
                    return;
            }

            throw new SessionKeysException(failure);
        }
    }

    private void Keep(IReadOnlyList<XElement> read)
    {
        lock (gate)
        {
            known = read;
            failed = null;
            readAgain = time.GetUtcNow() + Fresh;
        }
    }
}

/// <summary>The keys that sessions are sealed with cannot be had.</summary>
internal sealed class SessionKeysException(Exception? inner) : Exception("The keys of sessions cannot be had.", inner);
