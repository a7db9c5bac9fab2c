using System.Text.Json;
using Azure.Identity;
using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Ops.SignIn;

/// <summary>Redeems an authorization code. The app proves itself with its federated credential: there is no client secret.</summary>
internal sealed class CodeRedemption(TenantCredentials credentials, IOptions<EntraOptions> options, IOptions<OpsOptions> ops)
{
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    // With the app's own proof: somebody looks at an empty window meanwhile.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Lazy<HttpClient> http = new(() => new(TrustedHttp.CreateHandler(options.Value.CertificateAuthorityFile))
    {
        Timeout = TimeSpan.FromSeconds(15),
        MaxResponseContentBufferSize = 256 * 1024,
    });

    /// <param name="code">The code.</param>
    /// <param name="attempt">The attempt that it answers.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Redeemed> RedeemAsync(string code, SignInAttempt attempt, CancellationToken cancellation)
    {
        var entra = options.Value;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        try
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = entra.ClientId,
                ["code"] = code,
                ["redirect_uri"] = ops.Value.RedirectUri,
                ["code_verifier"] = attempt.Verifier,
                ["client_assertion_type"] = JwtBearer,
                ["client_assertion"] = await credentials.AssertAsync(patience.Token),
            });
            using var answer = await http.Value.PostAsync(new Uri($"{entra.Authority.TrimEnd('/')}/organizations/oauth2/v2.0/token"), form, patience.Token);
            return Read(await answer.Content.ReadAsByteArrayAsync(patience.Token), (int)answer.StatusCode);
        }
        catch (AuthenticationFailedException)
        {
            // The managed identity gives no proof.
            return Redeemed.Refused(SignInReason.Setup);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Redeemed.Refused(SignInReason.Unreachable);
        }
    }

    private static Redeemed Read(byte[] body, int status)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            return Redeemed.Refused(SignInReason.Unreachable);
        if (status == StatusCodes.Status200OK)
            return Text(json, "id_token") is { } token ? new(token, null, 0) : Redeemed.Refused(SignInReason.Token);
        var number = SignInReason.NumberIn(Text(json, "error_description"));
        // Without its redirect URI, its tenant or its proof the app is set up wrongly, whatever the grant is called.
        return Redeemed.Refused(status >= StatusCodes.Status500InternalServerError ? SignInReason.Unreachable : SignInReason.Of(Text(json, "error"), number), number);
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>What a code was worth.</summary>
/// <param name="IdToken">The id token, not checked yet; null: none.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="Number">Entra's number of it.</param>
internal sealed record Redeemed(string? IdToken, string? Reason, int Number)
{
    public static Redeemed Refused(string reason, int number = 0) => new(null, reason, number);
}
