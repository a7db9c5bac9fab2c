using NimbusFunctions.Access;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.DirectoryRemovals;

/// <summary>Users and removals for the tests of the guard.</summary>
internal static class Cases
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static string Id(int number) => $"00000000-0000-0000-0000-{number:D12}";

    public static NimbusUser User(int number, params string[] services) => new(
        Id(number), UserDetails.None, "unit", UserSource.Synced, UserState.Active,
        [.. services.Select(service => new Membership(service, Role.TeamMember))], Now);

    public static Removal Whole(int number, RemovalCause cause = RemovalCause.UserSoftDeleted) =>
        new(Id(number), "", cause, "proof", Now, "run", Tombstone.Changed);

    public static Removal From(int number, string service, RemovalCause cause = RemovalCause.LeftTeam, Tombstone tombstone = Tombstone.None) =>
        new(Id(number), service, cause, "proof", Now, "run", tombstone);

    public static Func<string, NimbusUser?> Rows(IEnumerable<NimbusUser> users)
    {
        var rows = users.ToDictionary(user => user.Id);
        return id => rows.GetValueOrDefault(id);
    }

    public static GuardFacts Facts(
        int active, RemovalWindow? window = null, GuardSection? rules = null, string? pause = null, params ServiceAtStake[] services) =>
        new(rules ?? new(), window ?? RemovalWindow.Empty, active, services, pause);

    public static RemovalWindow Window(GuardCause cause, int users) =>
        new(new Dictionary<GuardCause, int> { [cause] = users }, new Dictionary<string, int>());
}
