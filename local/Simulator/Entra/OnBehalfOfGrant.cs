namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>
/// grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer: the app exchanges a user's token for one of Graph's, with what the
/// user or an administrator has granted ("Microsoft identity platform and OAuth 2.0 On-Behalf-Of flow").
/// </summary>
internal sealed class OnBehalfOfGrant(SimulatorWorld world, TokenIssuer issuer, ClientAssertionCheck assertions, SigningKey key, TimeProvider time)
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string Default = ".default";

    /// <summary>The token with its scopes; null with the refusal.</summary>
    public (string Token, string Scopes)? Exchange(EntraRequest request, out EntraError? refused)
    {
        refused = Refusal(request, out var tenant, out var user);
        if (refused is not null) return null;
        var granted = tenant!.Consent.ScopesOf(user);
        var asked = (request["scope"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(scope => scope[(scope.LastIndexOf('/') + 1)..]).Where(scope => scope is not ("openid" or "profile" or "offline_access" or "email")).ToList();
        if (asked.Count == 0 || granted.Count == 0 || asked.Any(scope => scope != Default && !granted.Contains(scope)))
        {
            refused = new EntraError(
                400, "invalid_grant", 65001,
                $"The user or administrator has not consented to use the application with ID '{world.ClientId}' named '{AppRegistration.DisplayName}'. "
                + "Send an interactive authorization request for this user and resource.");
            return null;
        }

        lock (tenant.Directory.Gate)
        {
            var scopes = granted.Order(StringComparer.Ordinal).ToArray();
            return (issuer.UserGraphToken(tenant.Id, tenant.Directory.FindActiveUser(user)!, scopes), string.Join(' ', scopes));
        }
    }

    private EntraError? Refusal(EntraRequest request, out SimulatedTenant? tenant, out Guid user)
    {
        user = default;
        tenant = world.Find(request.Tenant);
        if (tenant is null) return EntraError.UnknownTenant(request.Tenant);
        if (!Guid.TryParse(request["client_id"], out var client) || client != world.ClientId || !tenant.Consent.Given)
            return EntraError.UnknownApp(request["client_id"] ?? "", tenant.Name);
        if (assertions.Check(request) is { } wrong) return wrong;
        if (request["requested_token_use"] != "on_behalf_of") return EntraError.Missing("requested_token_use");
        if (request["assertion"] is not { } assertion) return EntraError.Missing("assertion");
        if (Jwt.Verify(assertion, key) is not { } claims) return new EntraError(400, "invalid_grant", 50013, "Assertion failed signature validation.");
        if (claims.Text("aud") is not { } audience || !audience.EndsWith(world.ClientId.ToString(), StringComparison.OrdinalIgnoreCase))
            return new EntraError(400, "invalid_grant", 500131, "Assertion audience does not match the client app presenting the assertion.");
        if (claims.Time("exp") <= time.GetUtcNow()) return new EntraError(400, "invalid_grant", 500133, "Assertion is not within its valid time range.");
        if (claims.Text("idtyp") == "app" || claims.Text("tid") != tenant.Id.ToString() || !Guid.TryParse(claims.Text("oid"), out user))
            return new EntraError(400, "invalid_grant", 50027, "The assertion is no token of a user of this tenant.");
        lock (tenant.Directory.Gate)
        {
            return tenant.Directory.FindActiveUser(user) is null
                ? new EntraError(400, "invalid_grant", 50034, "The user account does not exist in the directory.")
                : null;
        }
    }
}
