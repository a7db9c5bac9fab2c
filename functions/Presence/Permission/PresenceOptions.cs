namespace NimbusFunctions.Presence.Permission;

/// <summary>What the operator sets for presence (configuration section <c>Presence</c>).</summary>
internal sealed class PresenceOptions
{
    public const string Section = "Presence";

    /// <summary>Where a grant link leads back to: one of the app registration's addresses; empty: the link names none, and Entra takes the registration's own.</summary>
    public string GrantRedirectUri { get; set; } = "";

    /// <summary>Everything that is wrong with them.</summary>
    public IEnumerable<string> Errors()
    {
        if (GrantRedirectUri.Length > 0
            && !(Uri.TryCreate(GrantRedirectUri, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)))
            yield return $"{Section}__{nameof(GrantRedirectUri)} must be an https address, it is {GrantRedirectUri}.";
    }
}
