using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Local.Simulator.Communication;

/// <summary>
/// Checks a request's signature as ACS does: verb, path and query as they were sent, then the date, the host and the hash of
/// the body ("Sign an HTTP request").
/// </summary>
internal sealed class AcsSignatureCheck(TimeProvider time)
{
    private const string Scheme = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(5);

    /// <summary>Null when the signature holds; else why not.</summary>
    public string? Fault(AcsRequest request, byte[] key)
    {
        if (!request.Authorization.StartsWith(Scheme, StringComparison.Ordinal))
            return "The request is not signed with HMAC-SHA256 over x-ms-date, host and x-ms-content-sha256.";
        if (!DateTimeOffset.TryParseExact(request.Date, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return "The header x-ms-date is missing or no date.";
        if ((time.GetUtcNow() - date).Duration() > LargestSkew)
            return "The date of the request is too far off.";
        if (request.ContentHash != Convert.ToBase64String(SHA256.HashData(request.Body.Span)))
            return "The header x-ms-content-sha256 is not the hash of the body.";
        var text = $"{request.Method}\n{request.Target}\n{request.Date};{request.Host};{request.ContentHash}";
        var expected = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(request.Authorization[Scheme.Length..]))
            ? null
            : "The signature is wrong.";
    }
}
