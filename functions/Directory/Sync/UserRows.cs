using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// The user rows that a slice has read or written, so that a full comparison reads each once. A row that others
/// change meanwhile is noticed by its tag when it is written.
/// </summary>
internal sealed class UserRows(UserStore users, string tenant)
{
    private readonly Dictionary<string, StoredUser> rows = new(StringComparer.Ordinal);
    private bool complete;

    /// <summary>Reads all rows of the tenant; from now on a row that is not here is not there.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (complete)
            return;
        await foreach (var stored in users.ReadAllAsync(tenant, cancellation))
            rows[stored.User.Id] = stored;
        complete = true;
    }

    public IReadOnlyCollection<StoredUser> Loaded => rows.Values;

    /// <summary>The row is removed.</summary>
    public void Forget(string id) => rows.Remove(id);

    /// <summary>Those of the ids that have a row.</summary>
    public async Task<IReadOnlyDictionary<string, StoredUser>> FindAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        if (!complete)
        {
            foreach (var (id, stored) in await users.FindManyAsync(tenant, [.. ids.Where(id => !rows.ContainsKey(id))], cancellation))
                rows[id] = stored;
        }

        return ids.Distinct().Where(rows.ContainsKey).ToDictionary(id => id, id => rows[id]);
    }

    /// <summary>Writes rows over those that were found.</summary>
    /// <returns>The ids that others changed meanwhile; they are read anew when they are next asked for.</returns>
    public async Task<IReadOnlySet<string>> WriteAsync(IReadOnlyCollection<NimbusUser> changed, CancellationToken cancellation)
    {
        var writes = changed
            .Select(user => UserWrite.Of(user, rows.GetValueOrDefault(user.Id))).ToList();
        var written = await users.WriteAsync(tenant, writes, cancellation);
        var lost = new HashSet<string>(StringComparer.Ordinal);
        foreach (var user in changed)
        {
            if (written.TryGetValue(user.Id, out var etag))
            {
                rows[user.Id] = new(user, etag);
                continue;
            }

            lost.Add(user.Id);
            rows.Remove(user.Id);
        }

        foreach (var (id, stored) in await users.FindManyAsync(tenant, lost, cancellation))
            rows[id] = stored;
        return lost;
    }
}
