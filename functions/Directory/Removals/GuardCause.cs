namespace NimbusFunctions.Directory.Removals;

/// <summary>What the guard counts by: why a user loses access.</summary>
internal enum GuardCause
{
    Deleted,
    SoftDeleted,
    LeftLastService,
    TeamGone,
}
