namespace NimbusFunctions.Presence;

/// <summary>Is told of changes after they are stored, and safe to be told of the same ones twice.</summary>
internal interface IPresenceFollower
{
    /// <summary>Called once per segment that changed, and once at the end of every poll, then without a change.</summary>
    Task FollowAsync(string tenant, IReadOnlyList<PresenceChange> changes, CancellationToken cancellation);
}
