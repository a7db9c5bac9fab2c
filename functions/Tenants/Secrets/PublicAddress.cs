using System.Net;
using System.Net.Sockets;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>Which addresses the app calls for a tenant: none that only this network reaches.</summary>
internal static class PublicAddress
{
    // IANA's registries of special-purpose addresses, and the two of Azure's platform that are none of them.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
            "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    // RFC 6761, RFC 6762, RFC 8375, and what private zones are called.
    private static readonly string[] PrivateNames = ["localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa"];

    /// <summary>Whether everybody reaches the same machine under it.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Array.Exists(Special, network => network.Contains(plain));
    }

    /// <summary>Whether a name can belong to a machine that everybody reaches; where it leads is seen when it is called.</summary>
    public static bool IsName(string host)
    {
        var name = host.TrimEnd('.');
        return Uri.CheckHostName(name) == UriHostNameType.Dns
            && name.Contains('.', StringComparison.Ordinal)
            && !Array.Exists(PrivateNames, zone => name.EndsWith($".{zone}", StringComparison.OrdinalIgnoreCase));
    }
}
