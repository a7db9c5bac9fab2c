namespace NimbusFunctions.Directory.Sync;

/// <summary>Where the two delta rounds stand.</summary>
/// <param name="Users">The link that the next round of users begins with; null: there is none.</param>
/// <param name="UsersNext">Where an unfinished round of users goes on.</param>
/// <param name="Groups">As <paramref name="Users"/>, for groups.</param>
/// <param name="GroupsNext">As <paramref name="UsersNext"/>, for groups.</param>
/// <param name="AsOf">When both tokens were last renewed; they live seven days.</param>
/// <param name="Administrators">The groups that are synced as the administrators'.</param>
internal sealed record SyncLinks(
    string? Users, string? UsersNext, string? Groups, string? GroupsNext, DateTimeOffset? AsOf, AdministratorGroups Administrators)
{
    /// <summary>Tokens of this age are an alarm: each run renews them, and after seven days (Graph: "Use delta query", token duration) everything must be compared anew.</summary>
    public static readonly TimeSpan Old = TimeSpan.FromDays(4);

    public static SyncLinks None { get; } = new(null, null, null, null, null, AdministratorGroups.None);
}
