namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Checks the federated token with which the app proves itself: no secret exists.</summary>
internal sealed class ClientAssertionCheck(EntraAddresses addresses, SigningKey key, TimeProvider time)
{
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>Null when the app has proved itself.</summary>
    public EntraError? Check(EntraRequest request)
    {
        if (request["client_secret"] is not null)
            return EntraError.Assertion(7000215, "Invalid client secret provided. This app registration has no secret, only a federated credential.");
        if (request["client_assertion"] is not { } assertion)
            return EntraError.Assertion(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        if (request["client_assertion_type"] != JwtBearer)
            return EntraError.Assertion(50027, $"client_assertion_type must be {JwtBearer}.");
        if (Jwt.Verify(assertion, key) is not { } claims)
            return EntraError.Assertion(700027, "The key that signed the client assertion is not registered on the application, or the signature is invalid.");
        if (claims.Text("iss") != addresses.FederationIssuer)
            return EntraError.Assertion(700211, $"No matching federated identity record found for presented assertion issuer '{claims.Text("iss")}'.");
        if (claims.Text("aud") != TokenIssuer.FederationAudience)
            return EntraError.Assertion(700212, $"No matching federated identity record found for presented assertion audience '{claims.Text("aud")}'.");
        if (claims.Text("sub") != TokenIssuer.FederationSubject)
            return EntraError.Assertion(700213, $"No matching federated identity record found for presented assertion subject '{claims.Text("sub")}'.");
        var now = time.GetUtcNow();
        return claims.Time("exp") <= now || claims.Time("nbf") > now.AddMinutes(5)
            ? EntraError.Assertion(700024, "Client assertion is not within its valid time range.")
            : null;
    }
}
