using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Microsoft.IdentityModel.Validators;
using NimbusFunctions.Access;
using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Web;

namespace NimbusFunctions.Entra;

/// <summary>Bearer tokens of Entra, of any tenant: issuer, audience, signature and lifetime are checked.</summary>
internal static class EntraAuthentication
{
    public static void AddEntra(this IServiceCollection services)
    {
        services.AddSingleton<TenantCredentials>();
        services.AddAuthorization();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer().AddSessionCookie();
        services.Remove(KeyRingAtStart(services));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<EntraOptions>>((bearer, entra) => Configure(bearer, entra.Value));
    }

    private static void Configure(JwtBearerOptions bearer, EntraOptions entra)
    {
        var authority = $"{entra.Authority.TrimEnd('/')}/organizations/v2.0";
        bearer.Authority = authority;
        bearer.MapInboundClaims = false;
        // Of Entra's keys: the framework would wait a minute.
        bearer.BackchannelTimeout = ManagedIdentity.LongestTry;
        bearer.BackchannelHttpHandler = TrustedHttp.CreateHandler(entra.CertificateAuthorityFile);
        bearer.TokenValidationParameters = TokenChecks(entra, [entra.Audience, entra.ClientId]);
        bearer.Events = new()
        {
            OnTokenValidated = context =>
            {
                // An id token has this app as its audience too, but tells who signed in and permits nothing.
                if (context.Principal is { } bearer && bearer.FindFirst("scp") is null && bearer.FindFirst("idtyp")?.Value != "app")
                    context.Fail("It is no access token.");
                return Task.CompletedTask;
            },
            OnAuthenticationFailed = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILogger<AccessFilter>>()
                    .TokenRefused(context.Exception.GetType().Name);
                return Task.CompletedTask;
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await new ProblemResult(Problem.Unauthenticated(Explain(context.AuthenticateFailure))).ExecuteAsync(context.HttpContext);
            },
        };
    }

    /// <summary>What every token of Entra has to be.</summary>
    /// <param name="entra">Who issues them.</param>
    /// <param name="audiences">Whom they may be for.</param>
    public static TokenValidationParameters TokenChecks(EntraOptions entra, IEnumerable<string> audiences)
    {
        var checks = new TokenValidationParameters
        {
            ValidAudiences = audiences,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromMinutes(1),
            // The issuer of a token names its tenant; the template in the metadata says how. Keys are bound to issuers.
            IssuerValidator = Issuer(entra).Validate,
        };
        checks.EnableAadSigningKeyIssuerValidation();
        return checks;
    }

    /// <summary>
    /// Data protection makes and stores a key ring at every start. It is read when somebody signs in instead: the app
    /// starts, and serves bearer tokens, whatever becomes of the store of its keys.
    /// </summary>
    private static ServiceDescriptor KeyRingAtStart(IServiceCollection services) => services.Single(service =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Assembly == typeof(DataProtectionServiceCollectionExtensions).Assembly);

    private static TenantIssuer Issuer(EntraOptions entra) => new(entra.Authority);

    private static string Explain(Exception? failure) => failure switch
    {
        null => "Send the header Authorization: Bearer <access token>; on the operators' page, sign in.",
        SecurityTokenExpiredException => "The token has expired; get a new one.",
        SecurityTokenNotYetValidException => "The token is not valid yet; check the clocks.",
        SecurityTokenInvalidAudienceException => "The token is for another audience; ask for this API's scope.",
        SecurityTokenInvalidIssuerException => "The token comes from another issuer.",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException => "The token's signature is wrong.",
        _ => "The token is not valid.",
    };
}
