using System.Buffers.Text;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace NimbusFunctions.Tests.Api;

/// <summary>Takes the bearer for who it says: <c>{tenant}:{object id}</c>, and behind another colon an app role; or a token.</summary>
internal sealed class SaidIdentity(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "said";

    public static string User(string tenant, string id) => $"{tenant}:{id}";

    public static string App(string tenant, string role) => $"{tenant}:50000000-0000-0000-0000-000000000005:{role}";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var said = Request.Headers.Authorization.ToString();
        if (!said.StartsWith("Bearer ", StringComparison.Ordinal))
            return Task.FromResult(AuthenticateResult.NoResult());
        var bearer = said["Bearer ".Length..];
        if (!bearer.Contains(':', StringComparison.Ordinal))
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(ClaimsOf(bearer), Scheme)), Scheme)));
        var parts = bearer.Split(':');
        List<Claim> claims = [new("tid", parts[0]), new("oid", parts[1]), new("azp", "50000000-0000-0000-0000-000000000005")];
        if (parts.Length > 2)
            claims.AddRange([new("idtyp", "app"), new("roles", parts[2])]);
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), Scheme)));
    }

    /// <summary>A token as Entra makes them, for what has to be exchanged for another.</summary>
    private static IEnumerable<Claim> ClaimsOf(string token) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement.EnumerateObject()
            .Where(claim => claim.Value.ValueKind == JsonValueKind.String).Select(claim => new Claim(claim.Name, claim.Value.GetString()!));
}
