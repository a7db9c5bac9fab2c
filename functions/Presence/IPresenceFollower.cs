namespace NimbusFunctions.Presence;

/// <summary>Is told of changes after they are stored, and safe to be told of the same ones twice.</summary>
internal interface IPresenceFollower
{
    Task FollowAsync(string tenant, IReadOnlyList<PresenceChange> changes, CancellationToken cancellation);
}
