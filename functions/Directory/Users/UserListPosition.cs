using NimbusFunctions.Storage;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>Where a page of the user list begins: buckets in order, ids in order inside each.</summary>
/// <param name="Bucket">From 0 to <see cref="StableHash.Buckets"/> - 1.</param>
/// <param name="After">The last id of the page before, or empty.</param>
internal sealed record UserListPosition(int Bucket, string After)
{
    public static UserListPosition Start { get; } = new(0, "");

    public string Write() => ContinuationToken.Encode($"{Bucket}|{After}");

    public static UserListPosition? Parse(string token)
    {
        if (ContinuationToken.Decode(token)?.Split('|') is not [var bucket, var after]
            || !int.TryParse(bucket, null, out var number) || number is < 0 or >= StableHash.Buckets)
            return null;
        return after.Length == 0 || Guid.TryParseExact(after, "D", out _) ? new(number, after) : null;
    }
}
