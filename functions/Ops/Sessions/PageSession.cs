namespace NimbusFunctions.Ops.Sessions;

/// <summary>What the page learns of whoever looks at it.</summary>
/// <param name="SignedIn">Whether there is anybody; if not, all else is empty.</param>
/// <param name="CanSignIn">Whether this app has a sign-in at all.</param>
/// <param name="User">Who it is.</param>
/// <param name="IsOperator">Whether a role holds in all tenants.</param>
/// <param name="Tenants">The tenants that somebody who is no operator may look at: the own one, if it is one of ours and a role holds there.</param>
/// <param name="May">What the role may do somewhere, by the permission table.</param>
/// <param name="Antiforgery">What changing calls send as <c>X-Nimbus-Antiforgery</c>; null with a bearer token.</param>
/// <param name="Expires">When the session ends; null with a bearer token.</param>
internal sealed record PageSession(
    bool SignedIn,
    bool CanSignIn,
    SessionUser? User = null,
    bool IsOperator = false,
    IReadOnlyList<string>? Tenants = null,
    IReadOnlyDictionary<string, bool>? May = null,
    string? Antiforgery = null,
    DateTimeOffset? Expires = null);

/// <summary>Who signed in.</summary>
/// <param name="Name">How the person is called.</param>
/// <param name="TenantId">The person's tenant.</param>
internal sealed record SessionUser(string Name, string TenantId);
