using Azure;

namespace NimbusFunctions.Directory.Lists;

/// <summary>A tenant's user list as it was read; never changed, each reading makes another.</summary>
/// <param name="Registered">When the tenant was registered: one that comes back after its end has nothing of the former.</param>
/// <param name="ById">Everybody the list shows.</param>
/// <param name="Watermark">The store's own time: what was written before it has been seen.</param>
/// <param name="Removals">The tags of the buckets' marks of removals, as far as they were seen; by bucket.</param>
/// <param name="Whole">When each bucket was read whole; by bucket.</param>
internal sealed record UserSheet(
    DateTimeOffset Registered,
    SortedUsers ById,
    DateTimeOffset Watermark,
    IReadOnlyDictionary<string, ETag> Removals,
    IReadOnlyDictionary<string, DateTimeOffset> Whole)
{
    private SortedUsers? byName;

    /// <summary>The same users by display name; made when somebody asks for it first.</summary>
    public SortedUsers ByName => byName ??= SortedUsers.Of(ById.All.ToArray(), ListedUser.ByName);

    /// <summary>The same with changes, in both orders.</summary>
    public UserSheet With(Func<ListedUser, bool> leaves, IReadOnlyCollection<ListedUser> come) => this with
    {
        ById = ById.With(leaves, come),
        byName = byName?.With(leaves, come),
    };
}
