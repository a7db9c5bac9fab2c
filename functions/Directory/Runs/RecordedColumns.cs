using System.Globalization;
using Azure.Data.Tables;

namespace NimbusFunctions.Directory.Runs;

/// <summary>A row's columns as texts and back, types and all.</summary>
internal static class RecordedColumns
{
    private static readonly string[] NotData = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    public static IReadOnlyDictionary<string, string> Write(TableEntity row) =>
        row.Where(column => column.Value is not null && !NotData.Contains(column.Key))
            .ToDictionary(column => column.Key, column => Text(column.Value!), StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">A column is not what <see cref="Write"/> makes.</exception>
    public static TableEntity Read(RowLine line)
    {
        var row = new TableEntity(line.Partition, line.Key);
        foreach (var (name, text) in line.Columns)
        {
            try
            {
                row[name] = Value(text);
            }
            catch (Exception failure) when (failure is FormatException or ArgumentOutOfRangeException or OverflowException)
            {
                throw new InvalidDataException($"Column {name} of a recorded row of {line.Table} cannot be read.", failure);
            }
        }

        return row;
    }

    private static string Text(object value) => value switch
    {
        string text => $"s:{text}",
        int number => string.Create(CultureInfo.InvariantCulture, $"i:{number}"),
        long number => string.Create(CultureInfo.InvariantCulture, $"l:{number}"),
        double number => $"d:{number.ToString("R", CultureInfo.InvariantCulture)}",
        bool truth => truth ? "b:true" : "b:false",
        Guid id => $"g:{id:D}",
        DateTimeOffset time => $"t:{time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}",
        DateTime time => $"t:{time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)}",
        byte[] bytes => $"x:{Convert.ToBase64String(bytes)}",
        BinaryData data => $"x:{Convert.ToBase64String(data)}",
        _ => throw new InvalidOperationException($"A column of type {value.GetType().Name} cannot be recorded."),
    };

    private static object Value(string text) => (text[..2], text[2..]) switch
    {
        ("s:", var value) => value,
        ("i:", var value) => int.Parse(value, CultureInfo.InvariantCulture),
        ("l:", var value) => long.Parse(value, CultureInfo.InvariantCulture),
        ("d:", var value) => double.Parse(value, CultureInfo.InvariantCulture),
        ("b:", var value) => bool.Parse(value),
        ("g:", var value) => Guid.ParseExact(value, "D"),
        ("t:", var value) => DateTimeOffset.ParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        ("x:", var value) => Convert.FromBase64String(value),
        _ => throw new FormatException(),
    };
}
