using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>What a row may be: the limits of "Understanding the Table service data model".</summary>
internal static class EntityRules
{
    public const int MaxProperties = 252;
    public const int MaxBytes = 1024 * 1024;
    public const int MaxNameLength = 255;
    public const int MaxTextLength = 32 * 1024;
    public const int MaxBinaryLength = 64 * 1024;

    private static readonly DateTimeOffset FirstTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TableFault? Check(TableEntity entity)
    {
        var partitionKey = entity.PartitionKey;
        var rowKey = entity.RowKey;
        if (KeyRules.Check(partitionKey, rowKey) is { } keyFault)
            return keyFault;

        var count = 0;
        var bytes = 4 + (2L * (partitionKey!.Length + rowKey!.Length));
        foreach ((var name, var value) in entity.Properties)
        {
            if (value is null || SystemProperty.Is(name))
                continue;

            if ((CheckName(name) ?? CheckValue(name, value)) is { } fault)
                return fault;

            count++;
            bytes += 8 + (2L * name.Length) + ValueBytes(value);
        }

        if (count > MaxProperties)
            return new(TableErrorCode.TooManyProperties, $"The row has {count} properties; {MaxProperties} are allowed.");

        return bytes > MaxBytes
            ? new(TableErrorCode.EntityTooLarge, $"The row has {bytes} bytes; {MaxBytes} are allowed.")
            : null;
    }

    private static TableFault? CheckName(string name)
    {
        if (name.Length > MaxNameLength)
            return new(TableErrorCode.PropertyNameTooLong, $"A property name has {name.Length} characters; {MaxNameLength} are allowed.");

        var identifier = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_');
        for (var i = 1; identifier && i < name.Length; i++)
            identifier = char.IsLetterOrDigit(name[i]) || name[i] == '_';

        return identifier
            ? null
            : new(TableErrorCode.PropertyNameInvalid, $"The property name '{name}' is not an identifier of letters, digits and underscores.");
    }

    private static TableFault? CheckValue(string name, object value) => value switch
    {
        string { Length: > MaxTextLength } text => TooLarge(name, text.Length, MaxTextLength, "characters"),
        string text when !Utf16.IsValid(text) => new(TableErrorCode.InvalidInput, $"Property '{name}' contains half a surrogate pair."),
        byte[] { Length: > MaxBinaryLength } bytes => TooLarge(name, bytes.Length, MaxBinaryLength, "bytes"),
        BinaryData data when data.ToMemory().Length > MaxBinaryLength => TooLarge(name, data.ToMemory().Length, MaxBinaryLength, "bytes"),
        double number when !double.IsFinite(number) => new(TableErrorCode.OutOfRangeInput, $"Property '{name}' is not a finite number."),
        DateTimeOffset time when time < FirstTime => TooEarly(name),
        DateTime { Kind: DateTimeKind.Utc } time when time < FirstTime.UtcDateTime => TooEarly(name),
        _ => null,
    };

    private static TableFault TooLarge(string name, int length, int limit, string unit) =>
        new(TableErrorCode.PropertyValueTooLarge, $"Property '{name}' has {length} {unit}; {limit} are allowed.");

    private static TableFault TooEarly(string name) =>
        new(TableErrorCode.OutOfRangeInput, $"Property '{name}' is a time before 1601, which the service cannot store.");

    // The service's own count: a text has 2 bytes a character and 4 more, a binary 4 more.
    private static long ValueBytes(object value) => value switch
    {
        string text => (2L * text.Length) + 4,
        byte[] bytes => bytes.Length + 4L,
        BinaryData data => data.ToMemory().Length + 4L,
        Guid => 16,
        bool => 1,
        int => 4,
        _ => 8,
    };
}
