using Azure;
using NimbusFunctions.Directory.Users.Settings;

namespace NimbusFunctions.Directory.Users;

/// <summary>A user as read, with the tag that guards the next write.</summary>
internal sealed record StoredUser(NimbusUser User, ETag ETag)
{
    /// <summary>What the user was entitled to when the row was read; writing users leaves it as it is.</summary>
    public Entitlement Entitlement { get; init; } = Entitlement.None;

    /// <summary>What administrators had set for the user then; writing users leaves that as it is, too.</summary>
    public UserSettings Settings { get; init; } = UserSettings.None;

    /// <summary>The active responsibility profile; null: none.</summary>
    public string? ActiveProfile { get; init; }

    /// <summary>Who began to delete the user by hand; null: nobody.</summary>
    public string? EndedBy { get; init; }
}

/// <summary>A user to be written: over the row that was read, or as a new one.</summary>
/// <param name="Over">The tag of the row that was read; null: there was none.</param>
/// <param name="IsOverGone">Whether that row was of somebody gone: nothing that he had comes back.</param>
internal sealed record UserWrite(NimbusUser User, ETag? Over, bool IsOverGone = false)
{
    /// <summary>Over a row as read, or as a new one.</summary>
    public static UserWrite Of(NimbusUser user, StoredUser? before) => new(user, before?.ETag, before?.User.State == UserState.Gone);
}
