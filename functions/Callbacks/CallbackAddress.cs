using System.Net;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Callbacks;

/// <summary>
/// What an address must look like that the app calls for a flow. Where its name leads is seen when it is called. No fault
/// repeats anything of it: it holds the flow's signature.
/// </summary>
internal static class CallbackAddress
{
    public const int Longest = 2_000;

    /// <param name="text">The address.</param>
    /// <param name="localReceivers">Whether receivers on this machine will do, which only the local edition has.</param>
    /// <returns>What is wrong with it; null: nothing.</returns>
    public static string? Fault(string? text, bool localReceivers)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "must not be empty.";
        if (text.Length > Longest)
            return $"must be at most {Longest} characters, it has {text.Length}.";
        if (text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)) || !Uri.TryCreate(text, UriKind.Absolute, out var address))
            return "must be an https address.";
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            return "must have no user and no fragment.";
        if (localReceivers && address.Scheme is ("http" or "https") && IsOfThisMachine(address))
            return null;
        if (address.Scheme != Uri.UriSchemeHttps)
            return "must be an https address.";
        if (!address.IsDefaultPort)
            return "must have no port but 443.";
        return PublicAddress.IsName(address.IdnHost) ? null : "must have the name of a host which everybody reaches; IP addresses and private names are refused.";
    }

    /// <summary>What of it may be shown.</summary>
    public static string HostOf(string address) => new Uri(address).IdnHost;

    private static bool IsOfThisMachine(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal) && IPAddress.IsLoopback(literal));
}
