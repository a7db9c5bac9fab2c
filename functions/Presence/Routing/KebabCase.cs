using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimbusFunctions.Presence.Routing;

/// <summary>Names of an enumeration as words with hyphens, for callers to branch on.</summary>
internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum
{
    public static string Of(T value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
