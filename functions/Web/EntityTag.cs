using NimbusFunctions.Storage;

namespace NimbusFunctions.Web;

/// <summary>
/// The entity tag of an answer, made of the row's. The store's own are weak ones, with which <c>If-Match</c> never agrees
/// (RFC 9110, 13.1.1), although it guards each write with them.
/// </summary>
internal static class EntityTag
{
    private const int Digits = 16;

    public static string Of(Azure.ETag stored) => $"\"{StableHash.Hex(stored.ToString(), Digits)}\"";
}
