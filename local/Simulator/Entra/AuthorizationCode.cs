namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>What an authorization code stands for.</summary>
internal sealed record AuthorizationCode(Guid Tenant, Guid User, string RedirectUri, string Challenge, string? Nonce, DateTimeOffset ExpiresAt);
