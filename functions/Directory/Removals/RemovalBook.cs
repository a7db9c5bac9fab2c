namespace NimbusFunctions.Directory.Removals;

/// <summary>The removals of a tenant that are proven and not carried out, as a slice sees and changes them.</summary>
internal sealed class RemovalBook
{
    private readonly RemovalStore store;
    private readonly string tenant;
    private readonly string run;
    private readonly Dictionary<RemovalKey, Removal> removals;

    private RemovalBook(RemovalStore store, string tenant, string run, IEnumerable<Removal> removals) =>
        (this.store, this.tenant, this.run, this.removals) = (store, tenant, run, removals.ToDictionary(removal => removal.Key));

    public static async Task<RemovalBook> OpenAsync(RemovalStore store, string tenant, string run, CancellationToken cancellation) =>
        new(store, tenant, run, await store.ReadAsync(tenant, cancellation));

    public IReadOnlyCollection<Removal> All => removals.Values;

    /// <summary>Proven in an earlier run and never carried out, or approved since: to be proven again.</summary>
    public IReadOnlyList<Removal> ToProveAgain => [.. removals.Values.Where(removal => !removal.IsHeld && removal.Run != run)];

    /// <summary>Proven in this run, and held by nobody.</summary>
    public IReadOnlyList<Removal> Ready => [.. removals.Values.Where(removal => !removal.IsHeld && removal.Run == run)];

    /// <summary>Plans of which something is held.</summary>
    public int HeldPlans => removals.Values.Where(removal => removal.IsHeld).Select(removal => removal.Plan).Distinct().Count();

    public Removal? Find(RemovalKey key) => removals.GetValueOrDefault(key);

    /// <summary>Those of the keys that there is a removal of.</summary>
    public IReadOnlyList<Removal> Known(IEnumerable<RemovalKey> keys) =>
        removals.Count == 0 ? [] : [.. keys.Distinct().Select(Find).OfType<Removal>()];

    public bool IsHeld(RemovalKey key) => removals.TryGetValue(key, out var removal) && removal.IsHeld;

    /// <summary>Keeps what is proven. What a plan holds stays as it was frozen; what was approved stays approved.</summary>
    public Task PutAsync(IEnumerable<Removal> proven, CancellationToken cancellation)
    {
        var news = proven.Where(removal => !IsHeld(removal.Key))
            .Select(removal => removals.TryGetValue(removal.Key, out var known)
                ? removal with { Plan = known.Plan, ApprovedBy = known.ApprovedBy }
                : removal)
            .ToList();
        foreach (var removal in news)
            removals[removal.Key] = removal;
        return store.PutAsync(tenant, news, cancellation);
    }

    /// <summary>The plan that these belong to from now on; empty: none.</summary>
    public Task AssignAsync(IEnumerable<Removal> to, string plan, CancellationToken cancellation)
    {
        var assigned = to.Select(removal => removal with { Plan = plan }).ToList();
        foreach (var removal in assigned)
            removals[removal.Key] = removal;
        return store.PutAsync(tenant, assigned, cancellation);
    }

    /// <summary>Forgets what is done, or no longer true.</summary>
    /// <returns>Those that were there.</returns>
    public async Task<IReadOnlyList<Removal>> RemoveAsync(IEnumerable<RemovalKey> keys, CancellationToken cancellation)
    {
        List<Removal> gone = [];
        foreach (var key in keys)
        {
            if (removals.Remove(key, out var removal))
                gone.Add(removal);
        }

        await store.RemoveAsync(tenant, [.. gone.Select(removal => removal.Key)], cancellation);
        return gone;
    }
}
