using System.Text.Json;

namespace NimbusFunctions.Local.Simulator.Vault;

/// <summary>
/// The secrets of the simulated vault, deleted ones too. With a file they outlive the run; the file is readable by this
/// user only, and nothing in it is a secret of anything but the simulation's.
/// </summary>
/// <param name="keep">Takes the content after each change; null: nothing is kept.</param>
/// <param name="content">What was kept; null: nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class VaultStore(Action<string>? keep, string? content, TimeProvider time)
{
    private readonly Lock gate = new();

    // Names are compared without case (Key Vault: "Object names").
    private readonly Dictionary<string, VaultSecret> secrets = new(
        content is null ? [] : JsonSerializer.Deserialize<Dictionary<string, VaultSecret>>(content)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where there is none, or it is deleted.</summary>
    public VaultSecret? Find(string name) => Any(name) is { Deleted: null } secret ? secret : null;

    /// <summary>Null where none of this name is deleted.</summary>
    public VaultSecret? FindDeleted(string name) => Any(name) is { Deleted: not null } secret ? secret : null;

    /// <summary>Sets a version more; null where one of this name is deleted and neither recovered nor purged.</summary>
    public VaultSecret? Set(string name, string value)
    {
        lock (gate)
        {
            var before = secrets.GetValueOrDefault(name);
            if (before is { Deleted: not null })
                return null;
            return Put(name, new([.. before?.Versions ?? [], new(Guid.NewGuid().ToString("N"), value, time.GetUtcNow())], null));
        }
    }

    /// <summary>Null where there is nothing to delete.</summary>
    public VaultSecret? Delete(string name)
    {
        lock (gate)
            return Find(name) is { } secret ? Put(name, secret with { Deleted = time.GetUtcNow() }) : null;
    }

    /// <summary>Null where there is nothing to recover.</summary>
    public VaultSecret? Recover(string name)
    {
        lock (gate)
            return FindDeleted(name) is { } secret ? Put(name, secret with { Deleted = null }) : null;
    }

    /// <summary>False where there is nothing to purge.</summary>
    public bool Purge(string name)
    {
        lock (gate)
        {
            if (FindDeleted(name) is null || !secrets.Remove(name))
                return false;
            Keep();
            return true;
        }
    }

    private VaultSecret? Any(string name)
    {
        lock (gate)
            return secrets.GetValueOrDefault(name);
    }

    private VaultSecret Put(string name, VaultSecret secret)
    {
        secrets[name] = secret;
        Keep();
        return secret;
    }

    private void Keep() => keep?.Invoke(JsonSerializer.Serialize(secrets));
}
