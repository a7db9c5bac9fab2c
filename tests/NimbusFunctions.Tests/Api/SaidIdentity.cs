using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace NimbusFunctions.Tests.Api;

/// <summary>Takes the bearer for who it says: <c>{tenant}:{object id}</c>, and behind another colon an app role.</summary>
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
        var parts = said["Bearer ".Length..].Split(':');
        List<Claim> claims = [new("tid", parts[0]), new("oid", parts[1]), new("azp", "50000000-0000-0000-0000-000000000005")];
        if (parts.Length > 2)
            claims.AddRange([new("idtyp", "app"), new("roles", parts[2])]);
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), Scheme)));
    }
}
