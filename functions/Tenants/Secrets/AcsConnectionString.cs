using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>What a connection string of ACS must look like. No fault repeats anything of it.</summary>
internal static class AcsConnectionString
{
    public const int Longest = 1024;
    private const int ShortestKey = 16;
    private const string Form = "endpoint=https://…;accesskey=…";

    /// <summary>Names everything that is wrong.</summary>
    /// <param name="field">What the caller calls it.</param>
    /// <param name="text">The text.</param>
    /// <param name="local">An endpoint of this machine that it may name; null: none.</param>
    /// <param name="errors">Takes the faults.</param>
    public static void Check(string field, string? text, Uri? local, ValidationErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest || text.Any(char.IsControl))
        {
            errors.Add(field, $"must be a connection string, {Form}, of at most {Longest} characters.");
            return;
        }

        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Part).ToList();
        if (parts.Count != 2 || !parts.Exists(part => part.Name == "endpoint") || !parts.Exists(part => part.Name == "accesskey"))
        {
            errors.Add(field, $"must have an endpoint and an accesskey and nothing else: {Form}. Copy it from the resource's Keys in the portal.");
            return;
        }

        if (EndpointFault(parts.Find(part => part.Name == "endpoint").Value, local) is { } fault)
            errors.Add(field, fault);
        var key = parts.Find(part => part.Name == "accesskey").Value;
        if (!Convert.TryFromBase64String(key, new byte[key.Length], out var length) || length < ShortestKey)
            errors.Add(field, "has an accesskey that is not base64, or cut short. Copy it whole from the resource's Keys in the portal.");
    }

    /// <summary>Whether two endpoints are the same place.</summary>
    public static bool IsSame(Uri one, Uri other) => Uri.Compare(one, other, UriComponents.HostAndPort, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string? EndpointFault(string text, Uri? local)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme != Uri.UriSchemeHttps)
            return "has an endpoint that is no https address such as https://name.europe.communication.azure.com/.";
        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
            return "has an endpoint with more than a host: no user, query or fragment belongs there.";
        if (local is not null && IsSame(endpoint, local))
            return null;
        if (!PublicAddress.IsName(endpoint.IdnHost))
            return "has an endpoint that is not the name of a host which everybody reaches; IP addresses and private names are refused.";
        return endpoint.IsDefaultPort && endpoint.AbsolutePath == "/" ? null : "has an endpoint with a port or a path: ACS has none.";
    }

    private static (string Name, string Value) Part(string part)
    {
        var at = part.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? ("", part) : (part[..at].Trim().ToLowerInvariant(), part[(at + 1)..].Trim());
    }
}
