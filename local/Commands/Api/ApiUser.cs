namespace NimbusFunctions.Local.Commands.Api;

/// <summary>A user as the API shows one; the memberships only where it was asked for alone.</summary>
internal sealed record ApiUser(
    string Id,
    string DisplayName,
    string UserPrincipalName,
    string? Department,
    string? Source,
    int Services,
    IReadOnlyList<ApiMembership>? Memberships = null);
