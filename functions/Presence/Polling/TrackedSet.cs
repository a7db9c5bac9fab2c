namespace NimbusFunctions.Presence.Polling;

/// <summary>Whose presence a tenant needs: who is active in an operational service and has access.</summary>
/// <param name="Users">All of them.</param>
/// <param name="Services">The same by service.</param>
/// <param name="AsOf">When the reading began.</param>
/// <param name="Took">How long it took.</param>
internal sealed record TrackedSet(
    IReadOnlySet<Guid> Users, IReadOnlyDictionary<string, Guid[]> Services, DateTimeOffset AsOf, TimeSpan Took)
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(1);

    /// <summary>What takes long to read is read seldom: a small tenant's changes are seen at once, a large one's in a minute.</summary>
    public TimeSpan Life => Took * 50 < ShortestLife ? ShortestLife : Took * 50 < LongestLife ? Took * 50 : LongestLife;

    /// <summary>The members of those of the services that are busy.</summary>
    public IReadOnlySet<Guid> MembersOf(Func<string, bool> isBusy)
    {
        var members = new HashSet<Guid>();
        foreach (var (service, users) in Services)
        {
            if (isBusy(service))
                members.UnionWith(users);
        }

        return members;
    }
}
