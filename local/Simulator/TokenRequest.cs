namespace NimbusFunctions.Local.Simulator;

/// <summary>
/// A bearer token wanted for the product's API: of a user (`{"tenant":T,"user":UPN}`) or of an application
/// (`{"tenant":T,"app":["System.Administrator"]}`). The last four fields make tokens that must be refused.
/// </summary>
internal sealed record TokenRequest
{
    /// <summary>Tenant id or domain.</summary>
    public string? Tenant { get; init; }

    /// <summary>User principal name, or object id.</summary>
    public string? User { get; init; }

    /// <summary>
    /// App roles of an app-only token. System.Administrator is a role of the operator: the operator's own tenant
    /// issues that token, whichever customer is named.
    /// </summary>
    public IReadOnlyList<string>? App { get; init; }

    /// <summary>The tenant that issues the token in place of the one that should.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>Seconds until it expires, 3600 by default; negative for one that has expired.</summary>
    public int? ExpiresIn { get; init; }

    /// <summary>Whether a key that nobody publishes signs it.</summary>
    public bool WrongKey { get; init; }

    /// <summary>The audience in place of api://{client id}.</summary>
    public string? Audience { get; init; }
}
