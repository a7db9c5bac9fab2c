namespace NimbusFunctions.Ops.SignIn;

/// <summary>Why a sign-in did not come off. The page shows a sentence for each, so a code never changes.</summary>
internal static class SignInReason
{
    /// <summary>The person or Entra said no.</summary>
    public const string Denied = "denied";

    /// <summary>The person's tenant has not consented to the app.</summary>
    public const string Consent = "consent";

    /// <summary>The tenant lets in only who is assigned to the app, and this person is not.</summary>
    public const string NotAssigned = "not-assigned";

    /// <summary>Entra wants something of the person first, such as a second factor or another device.</summary>
    public const string Interaction = "interaction";

    /// <summary>The way back came too late, twice, or from another browser.</summary>
    public const string Expired = "expired";

    /// <summary>Entra does not take the app's own proof: the registration or its federated credential is wrong.</summary>
    public const string Setup = "setup";

    /// <summary>Entra does not answer.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>What Entra answered proves nobody.</summary>
    public const string Token = "token";

    /// <summary>Anything else that Entra said.</summary>
    public const string Failed = "failed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Denied, Consent, NotAssigned, Interaction, Expired, Setup, Unreachable, Token, Failed];

    /// <summary>What an error of Entra's means (Entra: "Authentication and authorization error codes").</summary>
    /// <param name="error">OAuth's code.</param>
    /// <param name="number">The number after AADSTS; 0: none.</param>
    public static string Of(string? error, int number) => (error, number) switch
    {
        (_, 65001 or 90094 or 90095 or 650052 or 650056 or 700016) or ("consent_required", _) => Consent,
        (_, 50105) => NotAssigned,
        (_, 70008 or 54005 or 501481) => Expired,
        ("access_denied", _) => Denied,
        ("interaction_required" or "login_required" or "account_selection_required", _) or (_, 50076 or 50079 or 53000 or 53001 or 53003 or 50158) => Interaction,
        ("temporarily_unavailable" or "server_error", _) => Unreachable,
        ("invalid_client" or "unauthorized_client" or "invalid_request" or "invalid_scope" or "unsupported_response_type", _) => Setup,
        ("invalid_grant", _) => Expired,
        _ => Failed,
    };

    /// <summary>The number in a description such as <c>AADSTS65001: …</c>; 0 where there is none.</summary>
    public static int NumberIn(string? description)
    {
        const string Mark = "AADSTS";
        const int MostDigits = 9;
        var start = description?.IndexOf(Mark, StringComparison.Ordinal) ?? -1;
        if (start < 0)
            return 0;
        var digits = description.AsSpan(start + Mark.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        digits = end < 0 ? digits : digits[..end];
        return digits.Length is > 0 and <= MostDigits ? int.Parse(digits, null as IFormatProvider) : 0;
    }
}
