using System.Globalization;

namespace NimbusFunctions.Local.Broker;

/// <summary>Application properties as text that keeps their type: <c>int:5</c>, <c>string:five</c>.</summary>
internal static class PropertyText
{
    /// <exception cref="NotSupportedException">Service Bus has no property of that type.</exception>
    public static string Write(object value) => value switch
    {
        string text => "string:" + text,
        bool flag => flag ? "bool:true" : "bool:false",
        int or long or double or decimal or byte or sbyte or short or ushort or uint or ulong or float =>
            $"{value.GetType().Name}:{((IFormattable)value).ToString(value is float or double ? "R" : null, CultureInfo.InvariantCulture)}",
        char character => "Char:" + character,
        Guid guid => "Guid:" + guid.ToString("D"),
        DateTimeOffset instant => "DateTimeOffset:" + instant.ToString("O", CultureInfo.InvariantCulture),
        DateTime instant => "DateTime:" + instant.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => "TimeSpan:" + span.ToString("c", CultureInfo.InvariantCulture),
        Uri uri => "Uri:" + uri.OriginalString,
        byte[] bytes => "bytes:" + Convert.ToBase64String(bytes),
        _ => throw new NotSupportedException($"A property of type {value.GetType()} cannot be sent."),
    };

    /// <exception cref="FormatException">The text was not written by <see cref="Write"/>.</exception>
    public static object Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var value = text[(colon + 1)..];
        var culture = CultureInfo.InvariantCulture;
        return text[..Math.Max(colon, 0)] switch
        {
            "string" => value,
            "bool" => value == "true",
            nameof(Char) => value[0],
            nameof(Guid) => Guid.ParseExact(value, "D"),
            nameof(DateTimeOffset) => DateTimeOffset.ParseExact(value, "O", culture),
            nameof(DateTime) => DateTime.ParseExact(value, "O", culture, DateTimeStyles.RoundtripKind),
            nameof(TimeSpan) => TimeSpan.ParseExact(value, "c", culture),
            nameof(Uri) => new Uri(value, UriKind.RelativeOrAbsolute),
            "bytes" => Convert.FromBase64String(value),
            var number => ReadNumber(number, value, culture),
        };
    }

    private static object ReadNumber(string type, string value, CultureInfo culture) => type switch
    {
        nameof(Int32) => int.Parse(value, culture),
        nameof(Int64) => long.Parse(value, culture),
        nameof(Double) => double.Parse(value, culture),
        nameof(Decimal) => decimal.Parse(value, culture),
        nameof(Byte) => byte.Parse(value, culture),
        nameof(SByte) => sbyte.Parse(value, culture),
        nameof(Int16) => short.Parse(value, culture),
        nameof(UInt16) => ushort.Parse(value, culture),
        nameof(UInt32) => uint.Parse(value, culture),
        nameof(UInt64) => ulong.Parse(value, culture),
        nameof(Single) => float.Parse(value, culture),
        _ => throw new FormatException($"There is no property of type '{type}'."),
    };
}
