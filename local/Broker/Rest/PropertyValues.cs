using System.Text.Json;

namespace NimbusFunctions.Local.Broker.Rest;

/// <summary>Application properties in JSON: text, booleans and numbers; a number without a fraction is an integer.</summary>
internal static class PropertyValues
{
    /// <summary>The value; null where JSON has null.</summary>
    /// <exception cref="RestRefusal">An object or an array.</exception>
    public static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(value),
        _ => throw new RestRefusal(StatusCodes.Status400BadRequest, "A user property must be a text, a number or a boolean."),
    };

    private static object Number(JsonElement value)
    {
        if (value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
            return value.GetDouble();
        if (value.TryGetInt32(out var small))
            return small;
        if (value.TryGetInt64(out var large))
            return large;
        if (value.TryGetUInt64(out var larger))
            return larger;
        return value.GetDouble();
    }
}
