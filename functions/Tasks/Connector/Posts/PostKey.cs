using Microsoft.Extensions.Primitives;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>What a caller names a post by: the header <c>Idempotency-Key</c>, or the field <c>clientReference</c>.</summary>
internal static class PostKey
{
    public const string Header = "Idempotency-Key";
    public const string Field = "clientReference";
    public const int Longest = 128;

    /// <summary>The key; null where the caller gave none, or a wrong one.</summary>
    /// <param name="header">All values of the header.</param>
    /// <param name="reference">The field of the body.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static string? Of(StringValues header, string? reference, ValidationErrors errors)
    {
        if (header.Count > 1)
            errors.Add(Header, "must be given once.");
        var named = header.Count > 0 ? header[0] : null;
        if (header.Count > 0)
            errors.Text(Header, named, Longest, required: true);
        errors.Optional(Field, reference, Longest);
        if (!string.IsNullOrEmpty(named) && !string.IsNullOrEmpty(reference) && named != reference)
            errors.Add(Field, $"must be the same as the header {Header}, or be left out.");
        return !string.IsNullOrEmpty(named) ? named : string.IsNullOrEmpty(reference) ? null : reference;
    }
}
