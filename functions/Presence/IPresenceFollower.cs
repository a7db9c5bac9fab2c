namespace NimbusFunctions.Presence;

/// <summary>Is told of changes after they are stored, and safe to be told of the same ones twice.</summary>
internal interface IPresenceFollower
{
    /// <summary>Called at the end of every poll, also of one that found no change.</summary>
    Task FollowAsync(string tenant, IReadOnlyList<PresenceChange> changes, CancellationToken cancellation);
}
