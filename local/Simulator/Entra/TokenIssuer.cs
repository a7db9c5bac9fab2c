using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Makes the tokens of the simulated Entra.</summary>
internal sealed class TokenIssuer(SimulatorWorld world, AppRoleAssignments roles, EntraAddresses addresses, SigningKey key, TimeProvider time) : IDisposable
{
    public const string GraphAudience = "https://graph.microsoft.com";
    public const string FederationSubject = "nimbus-functions-local";
    public const string FederationAudience = "api://AzureADTokenExchange";
    public const int LifeSeconds = 3600;

    /// <summary>The platform renews such a token every few hours; here it is written once and lasts for the run.</summary>
    private static readonly TimeSpan FederationLife = TimeSpan.FromDays(366);

    private readonly Lazy<SigningKey> _wrongKey = new(() => new SigningKey());

    /// <summary>The app's token for Graph in a tenant: its roles are the permissions granted now; without any there is no such claim.</summary>
    public string ForGraph(SimulatedTenant tenant) => AppToken(tenant.Id, GraphAudience, world.ClientId, tenant.ServicePrincipalId, tenant.Consent.Roles);

    /// <summary>An app-only token of any application.</summary>
    public string AppToken(
        Guid tenant, string audience, Guid appId, Guid objectId, IEnumerable<string> appRoles, int expiresIn = LifeSeconds, bool wrongKey = false)
    {
        var claims = Basics(tenant, audience, objectId, expiresIn);
        claims["appid"] = appId.ToString();
        claims["azp"] = appId.ToString();
        claims["azpacr"] = "2";
        claims["idtyp"] = "app";
        claims["sub"] = objectId.ToString();
        AddRoles(claims, appRoles);
        return Sign(claims, wrongKey);
    }

    /// <summary>A user's token for our API.</summary>
    public string UserToken(Guid tenant, string audience, SimulatedUser user, int expiresIn = LifeSeconds, bool wrongKey = false)
    {
        var claims = Basics(tenant, audience, user.Id, expiresIn);
        claims["azp"] = world.ClientId.ToString();
        claims["azpacr"] = "0";
        claims["name"] = user.DisplayName;
        claims["preferred_username"] = user.UserPrincipalName;
        claims["upn"] = user.UserPrincipalName;
        claims["scp"] = AppRegistration.Scope;
        claims["sub"] = Pairwise(user.Id);
        AddRoles(claims, roles.Of(tenant, user.Id));
        return Sign(claims, wrongKey);
    }

    /// <summary>The app's token for Graph on behalf of a user.</summary>
    public string UserGraphToken(Guid tenant, SimulatedUser user, IEnumerable<string> scopes)
    {
        var claims = Basics(tenant, GraphAudience, user.Id, LifeSeconds);
        claims["appid"] = world.ClientId.ToString();
        claims["azp"] = world.ClientId.ToString();
        claims["azpacr"] = "2";
        claims["idtyp"] = "user";
        claims["scp"] = string.Join(' ', scopes);
        claims["sub"] = Pairwise(user.Id);
        return Sign(claims, wrongKey: false);
    }

    /// <summary>What tells the signed-in user to the application that asked.</summary>
    public string IdToken(Guid tenant, SimulatedUser user, string? nonce)
    {
        var claims = Basics(tenant, world.ClientId.ToString(), user.Id, LifeSeconds);
        claims["name"] = user.DisplayName;
        claims["preferred_username"] = user.UserPrincipalName;
        claims["sub"] = Pairwise(user.Id);
        if (nonce is not null) claims["nonce"] = nonce;
        AddRoles(claims, roles.Of(tenant, user.Id));
        return Sign(claims, wrongKey: false);
    }

    /// <summary>The federated token that stands in for a managed identity; written to a file only the local app reads.</summary>
    public string Federated()
    {
        var now = time.GetUtcNow();
        return Sign(
            new JsonObject
            {
                ["iss"] = addresses.FederationIssuer,
                ["sub"] = FederationSubject,
                ["aud"] = FederationAudience,
                ["iat"] = now.ToUnixTimeSeconds(),
                ["nbf"] = now.ToUnixTimeSeconds(),
                ["exp"] = now.Add(FederationLife).ToUnixTimeSeconds(),
                ["jti"] = Guid.NewGuid().ToString(),
            },
            wrongKey: false);
    }

    public void Dispose()
    {
        if (_wrongKey.IsValueCreated) _wrongKey.Value.Dispose();
    }

    private JsonObject Basics(Guid tenant, string audience, Guid objectId, int expiresIn)
    {
        var now = time.GetUtcNow();

        // One that has expired was valid for an hour before.
        var begin = expiresIn > 0 ? now : now.AddSeconds(expiresIn - LifeSeconds);
        return new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = addresses.Issuer(tenant),
            ["iat"] = begin.ToUnixTimeSeconds(),
            ["nbf"] = begin.ToUnixTimeSeconds(),
            ["exp"] = now.AddSeconds(expiresIn).ToUnixTimeSeconds(),
            ["oid"] = objectId.ToString(),
            ["tid"] = tenant.ToString(),
            ["ver"] = "2.0",
            ["uti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
        };
    }

    /// <summary>Without any there is no such claim.</summary>
    private static void AddRoles(JsonObject claims, IEnumerable<string> granted)
    {
        var list = granted.Order(StringComparer.Ordinal).Select(role => (JsonNode)role).ToArray();
        if (list.Length > 0) claims["roles"] = new JsonArray(list);
    }

    private string Pairwise(Guid user) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{user}{world.ClientId}")));

    private string Sign(JsonObject claims, bool wrongKey) => Jwt.Sign(claims, wrongKey ? _wrongKey.Value : key);
}
