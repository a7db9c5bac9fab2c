using System.Collections.Concurrent;
using System.Security.Cryptography;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Communication;

/// <summary>One tenant's Azure Communication Services: its key, its users, and how it behaves.</summary>
/// <param name="seed">Its id and key follow from it, so that a connection string serves as long as the state of a simulation.</param>
internal sealed class AcsResource(ulong seed)
{
    private const int KeyBytes = 64;

    private readonly ConcurrentDictionary<string, byte> users = new(StringComparer.Ordinal);

    /// <summary>The immutable id, which its users' ids begin with.</summary>
    public Guid Id { get; } = new SeededRandom(SeededRandom.Mix(seed, 5)).NextGuid();

    /// <summary>The access key. It opens nothing but this simulation.</summary>
    public byte[] Key { get; } = [.. Enumerable.Range(0, KeyBytes / 16).SelectMany(part => new SeededRandom(SeededRandom.Mix(seed, 6 + (ulong)part)).NextGuid().ToByteArray())];

    public AcsMood Mood { get; set; }

    public IReadOnlyCollection<string> Users => [.. users.Keys];

    public string AddUser()
    {
        var id = $"8:acs:{Id}_{RandomNumberGenerator.GetHexString(8, lowercase: true)}-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        users.TryAdd(id, 0);
        return id;
    }

    public bool HasUser(string id) => users.ContainsKey(id);

    public bool RemoveUser(string id) => users.TryRemove(id, out _);
}
