using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>Values as literals of an OData filter ("Querying tables and entities": constructing filter strings).</summary>
internal static class TableFilter
{
    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = new object?[filter.ArgumentCount];
        for (var i = 0; i < literals.Length; i++)
            literals[i] = Literal(filter.GetArgument(i));

        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        char letter => Quote(letter.ToString()),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => Number(number),
        Guid guid => $"guid'{guid}'",
        DateTimeOffset time => Time(time.UtcDateTime),
        DateTime { Kind: DateTimeKind.Utc } time => Time(time),
        DateTime => throw new ArgumentException("A filter takes a DateTime in UTC only."),
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data.ToMemory().Span)}'",
        _ => throw new ArgumentException($"A {value.GetType().Name} has no literal in a filter."),
    };

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Time(DateTime utc) => $"datetime'{utc.ToString(Edm.TimeFormat, CultureInfo.InvariantCulture)}'";

    // Without a point or an exponent it would be an Int32.
    private static string Number(double number)
    {
        if (!double.IsFinite(number))
            throw new ArgumentException("A filter takes finite numbers only.");

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
