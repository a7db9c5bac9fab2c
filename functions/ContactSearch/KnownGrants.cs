namespace NimbusFunctions.ContactSearch;

/// <summary>What is known of a user's grants.</summary>
/// <param name="Scopes">The delegated permissions; null: not known.</param>
/// <param name="Source">How it is known.</param>
/// <param name="Says">Why it is not.</param>
internal sealed record KnownGrants(IReadOnlySet<string>? Scopes, string? Source = null, string? Says = null)
{
    public const string FromToken = "UserToken";
    public const string FromDirectory = "DirectoryGrants";

    /// <summary>Every feature by what is known: a pure decision.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user.</param>
    /// <param name="botRegistered">Whether the user has registered with the bot.</param>
    /// <param name="links">Makes the links.</param>
    public UserPermissionsAnswer Tell(string tenant, string user, bool botRegistered, ConsentLinks links) =>
        new(user, Source, Says, [.. UserFeature.All.Select(feature => Tell(tenant, feature, botRegistered, links))]);

    private FeatureAnswer Tell(string tenant, UserFeature feature, bool botRegistered, ConsentLinks links)
    {
        var permissions = feature.Permissions.Select(permission => new PermissionAnswer(permission, Of(permission))).ToList();
        var state = feature.Name == UserFeature.Bot ? botRegistered ? GrantState.Granted : GrantState.Missing
            : permissions.Any(permission => permission.State == GrantState.Missing) ? GrantState.Missing
            : permissions.Any(permission => permission.State == GrantState.Unknown) ? GrantState.Unknown
            : GrantState.Granted;
        var lacks = state != GrantState.Granted && permissions.Count > 0;
        return new(
            feature.Name, feature.IsRequired, feature.OfAdministrators, feature.Effects, state, permissions,
            lacks && !feature.OfAdministrators ? links.OfUser(tenant, feature.Permissions) : null,
            lacks ? links.OfAdministrator(tenant, feature.Permissions) : null);
    }

    private GrantState Of(string permission) => Scopes is null ? GrantState.Unknown : Scopes.Contains(permission) ? GrantState.Granted : GrantState.Missing;
}
