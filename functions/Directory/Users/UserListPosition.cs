using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>Where a page of the user list begins: behind whom, in the order that was asked for.</summary>
/// <param name="After">The last id of the page before.</param>
/// <param name="Name">The display name of that user, where the order is by it; null: it is by id.</param>
internal sealed record UserListPosition(string After, string? Name)
{
    private const char Between = '|';

    // Stands where the order is by id, so that no token serves for both.
    private const string OfId = "id";
    private const string OfName = "name";

    public static UserListPosition Behind(ListedUser user, bool byName) => new(user.Id, byName ? user.Details.DisplayName : null);

    public string Write() => ContinuationToken.Encode(string.Join(Between, Name is null ? OfId : OfName, After, Name ?? ""));

    public static UserListPosition? Parse(string token) =>
        ContinuationToken.Decode(token)?.Split(Between, 3) is [var order, var after, var name]
        && order is OfId or OfName && (order == OfName || name.Length == 0) && Guid.TryParseExact(after, "D", out _)
            ? new(after, order == OfName ? name : null)
            : null;

    /// <summary>Somebody who stands there, to be looked for in the order.</summary>
    public ListedUser AsUser() => new(
        After, UserDetails.None with { DisplayName = Name ?? "" }, "", default, [], default, default);
}
