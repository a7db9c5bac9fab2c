using System.Text.Json.Serialization;

namespace NimbusFunctions.ContactSearch;

/// <summary>Whether something is granted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GrantState>))]
internal enum GrantState
{
    Granted,
    Missing,

    /// <summary>It cannot be seen; the answer says why.</summary>
    Unknown,
}

/// <summary>A permission, and whether it is granted.</summary>
internal sealed record PermissionAnswer(string Name, GrantState State);

/// <summary>A feature, and whether all that it needs is granted.</summary>
/// <param name="ConsentUrl">Where the user grants what is missing; null: nothing is, or only an administrator can.</param>
/// <param name="AdminConsentUrl">Where an administrator grants it for all users.</param>
internal sealed record FeatureAnswer(
    string Feature, bool Required, bool ForAdministrators, string Effects, GrantState State, IReadOnlyList<PermissionAnswer> Permissions,
    string? ConsentUrl, string? AdminConsentUrl);

/// <summary>What a user's features lack.</summary>
/// <param name="Source">How it is known: <c>UserToken</c>, <c>DirectoryGrants</c>; null: it is not.</param>
/// <param name="Says">Why something is not known.</param>
internal sealed record UserPermissionsAnswer(string UserId, string? Source, string? Says, IReadOnlyList<FeatureAnswer> Features);
