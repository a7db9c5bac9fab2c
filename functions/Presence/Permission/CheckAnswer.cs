using System.Text.Json.Serialization;
using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Presence.Permission;

/// <summary>What a check found out.</summary>
/// <param name="Result">One of the words below.</param>
/// <param name="Detail">The same in a sentence, with what to do.</param>
/// <param name="Seen">What Graph says of the test user; null: nothing.</param>
/// <param name="RetryAfterSeconds">When to try again, where Graph says so.</param>
internal sealed record CheckAnswer(
    string Result,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SeenPresence? Seen = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? RetryAfterSeconds = null)
{
    /// <summary>So many tracked users beside the test user must be offline before privacy mode is suspected.</summary>
    public const int LeastSample = 5;

    private const string Offline = "Offline";
    private const string Unknown = "PresenceUnknown";

    public static CheckAnswer NotConsented { get; } = new(
        "not-consented", "The tenant has not consented to the app, or took the consent back. Open the grant link as an administrator of the tenant.");

    public static CheckAnswer PermissionMissing { get; } = new(
        "permission-missing", "The app may not read presence in the tenant: Presence.Read.All is not granted. Open the grant link as an administrator of the tenant.");

    public static CheckAnswer DirectoryPermissionMissing { get; } = new(
        "permission-missing", "The app may not look users up in the tenant: User.Read.All is not granted. Open the grant link as an administrator of the tenant.");

    public static CheckAnswer UserUnknown { get; } = new("user-unknown", "The tenant has no user of this name. Check the test user's principal name.");

    private static CheckAnswer UserWithoutTeams { get; } = new(
        "user-without-teams", "The user exists, and Teams knows no presence of it. Test with a user who has a Teams licence and signed in once.");

    /// <summary>Graph or the token service did not say.</summary>
    public static CheckAnswer Of(PollTrouble trouble, bool lookedUser) => trouble switch
    {
        { Permission: PresencePermission.NotConsented } => NotConsented,
        { Permission: PresencePermission.Missing } => lookedUser ? DirectoryPermissionMissing : PermissionMissing,
        _ => new(
            "try-again", "Microsoft's services did not answer, or ask to wait. Try again.", null,
            trouble.Wait > TimeSpan.Zero ? trouble.Wait.TotalSeconds : null),
    };

    /// <summary>What Graph's answer says: a pure decision.</summary>
    /// <param name="user">The test user; null: the tenant has none of this name.</param>
    /// <param name="answers">Of the test user and of the sample.</param>
    public static CheckAnswer Of(Guid? user, IReadOnlyList<PresenceAnswer> answers)
    {
        if (user is null)
            return UserUnknown;
        var seen = answers.FirstOrDefault(answer => answer.User == user)?.Seen;
        if (seen is null || Is(seen, Unknown))
            return UserWithoutTeams with { Seen = seen };
        var sample = answers.Where(answer => answer.User != user && !Is(answer.Seen, Unknown)).ToList();
        return sample.Count >= LeastSample && Is(seen, Offline) && sample.TrueForAll(answer => Is(answer.Seen, Offline))
            ? new("privacy-mode-suspected", $"The permission is there, and all of {sample.Count + 1} users are offline. Where that cannot be, see whether the tenant's presence privacy mode is on (Get-CsPrivacyConfiguration).", seen)
            : new("working", "The app reads presence in the tenant.", seen);
    }

    private static bool Is(SeenPresence seen, string availability) => seen.Availability.Equals(availability, StringComparison.OrdinalIgnoreCase);
}
