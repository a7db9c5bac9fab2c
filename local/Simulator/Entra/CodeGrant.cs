using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>
/// grant_type=authorization_code: a code is good once, for its redirect URI and its verifier. An application of the kind
/// Web, which the operators' page is, proves itself besides; native ones cannot.
/// </summary>
internal sealed class CodeGrant(SimulatorWorld world, People people, ClientAssertionCheck assertions, AuthorizationCodes codes)
{
    public const string GrantType = "authorization_code";

    /// <summary>The tenant whose faults strike a call.</summary>
    public Guid? TenantOf(EntraRequest request) => request["grant_type"] == GrantType && request["code"] is { } code ? codes.Peek(code)?.Tenant : null;

    /// <summary>What the code stands for, and for whom; null with the refusal.</summary>
    public (AuthorizationCode Code, SimulatedUser User)? Redeem(EntraRequest request, out EntraError? refused)
    {
        refused = Check(request, out var code, out var user);
        return refused is null ? (code!, user!) : null;
    }

    private EntraError? Check(EntraRequest request, out AuthorizationCode? code, out SimulatedUser? user)
    {
        (code, user) = (null, null);
        if (request["client_id"] is not { } client) return EntraError.Missing("client_id");
        if (!Guid.TryParse(client, out var id) || id != world.ClientId) return EntraError.UnknownApp(client, request.Tenant);
        if (request["code"] is not { } text) return EntraError.Missing("code");
        if (request["code_verifier"] is not { } verifier) return EntraError.Missing("code_verifier");
        if (AppRegistration.IsWeb(request["redirect_uri"]) && assertions.Check(request) is { } unproven) return unproven;
        if ((code = codes.Redeem(text)) is null)
            return new EntraError(400, "invalid_grant", 70008, "The provided authorization code is expired, was redeemed already or was never given.");
        if (request["redirect_uri"] != code.RedirectUri)
            return new EntraError(400, "invalid_client", 500112, "The reply address does not match the one of the authorization request.");
        if (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != code.Challenge)
            return new EntraError(400, "invalid_grant", 501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request.");
        return (user = people.Find(code.Tenant, code.User.ToString())) is null
            ? new EntraError(400, "invalid_grant", 50034, "The user account does not exist in the directory.")
            : null;
    }
}
