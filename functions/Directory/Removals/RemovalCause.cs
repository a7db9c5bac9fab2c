namespace NimbusFunctions.Directory.Removals;

/// <summary>Why a user, or a membership, goes; stored by name.</summary>
internal enum RemovalCause
{
    /// <summary>The user is deleted from the directory for good.</summary>
    UserDeleted,

    /// <summary>The user is in the directory's bin.</summary>
    UserSoftDeleted,

    /// <summary>The user is in the directory and has left the team.</summary>
    LeftTeam,

    /// <summary>The service's team is in the directory's bin.</summary>
    TeamSoftDeleted,

    /// <summary>The service's team is deleted for good.</summary>
    TeamDeleted,
}
