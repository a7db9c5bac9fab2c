using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Storage;

/// <summary>Hashes that stay the same between processes and versions, because keys are made of them.</summary>
internal static class StableHash
{
    /// <summary>How many partitions a tenant's users are spread over: 16 times 2,000 entities a second.</summary>
    public const int Buckets = 16;

    /// <summary>The bucket of a value, two hexadecimal digits from 00 to 0f.</summary>
    public static string Bucket(string value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value), hash);
        return BucketName(hash[0] % Buckets);
    }

    public static string BucketName(int bucket) => bucket.ToString("x2", null);

    /// <summary>A hash as lower-case hexadecimal digits.</summary>
    /// <param name="value">What to hash.</param>
    /// <param name="digits">How many digits of it, 1 to 64.</param>
    public static string Hex(string value, int digits = 64) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..digits];
}
