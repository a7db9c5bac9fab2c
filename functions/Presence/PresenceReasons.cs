namespace NimbusFunctions.Presence;

/// <summary>Why a user's presence is not known; the words of answers.</summary>
internal static class PresenceReasons
{
    /// <summary>Not active in any operational service, so nobody asks.</summary>
    public const string NotTracked = "presence-not-tracked";

    /// <summary>The tenant has not given, or has taken back, the permission.</summary>
    public const string PermissionMissing = "presence-permission-missing";

    /// <summary>The newest confirmation is older than three times the user's cadence.</summary>
    public const string Stale = "presence-stale";

    /// <summary>Graph has not answered about the user yet.</summary>
    public const string NeverSeen = "presence-never-seen";
}
