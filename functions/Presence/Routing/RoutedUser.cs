using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Presence.Routing;

/// <summary>A member of a service, and whether work of the service may come now.</summary>
/// <param name="User">The member.</param>
/// <param name="Facts">What decided it.</param>
/// <param name="Refusal">Why not; null: it may.</param>
/// <param name="IdleSince">When the presence began or the last task ended, whichever is later; null: neither is known.</param>
internal sealed record RoutedUser(NimbusUser User, RoutingFacts Facts, RoutingReason? Refusal, DateTimeOffset? IdleSince)
{
    public bool IsAvailable => Refusal is null;

    /// <summary>Those who are available, longest idle first; then the others. Ties go by id, so that the order is one.</summary>
    public static IEnumerable<RoutedUser> InOrder(IEnumerable<RoutedUser> users) => users
        .OrderByDescending(user => user.IsAvailable)
        .ThenBy(user => user.IsAvailable ? user.IdleSince ?? DateTimeOffset.MinValue : default)
        .ThenBy(user => user.User.Id, StringComparer.Ordinal);
}
