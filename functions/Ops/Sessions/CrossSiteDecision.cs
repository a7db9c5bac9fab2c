using Microsoft.Extensions.Primitives;
using NimbusFunctions.Ops.SignIn;

namespace NimbusFunctions.Ops.Sessions;

/// <summary>
/// Whether a call that came with a session's cookie was made by the page itself: a pure decision. A browser sends cookies
/// whoever's page makes it call; only our own page can read the session's token and send it along.
/// </summary>
internal static class CrossSiteDecision
{
    public const string Header = "X-Nimbus-Antiforgery";

    /// <returns>Why not; null where it was.</returns>
    public static string? Refusal(string method, StringValues given, StringValues fetchSite, string expected)
    {
        // RFC 9110: these change nothing, and no other site can read their answers.
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            return null;
        // Browsers that know it set it themselves, and no page can (Fetch Metadata Request Headers).
        if (fetchSite.Count > 0 && !(fetchSite.Count == 1 && fetchSite[0] == "same-origin"))
            return "Sec-Fetch-Site is not same-origin";
        if (given.Count != 1 || string.IsNullOrEmpty(given[0]))
            return $"the header {Header} is missing";
        return SignInAttempt.IsSame(expected, given[0]!) ? null : $"the header {Header} is not of this session";
    }
}
