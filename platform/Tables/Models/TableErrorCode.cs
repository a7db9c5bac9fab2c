namespace Azure.Data.Tables.Models;

/// <summary>The error codes of the service that this project meets; compare them with <see cref="RequestFailedException.ErrorCode"/>.</summary>
public readonly struct TableErrorCode : IEquatable<TableErrorCode>
{
    private readonly string? _value;

    /// <summary>A code by its name.</summary>
    /// <param name="value">As the service writes it; compared without regard to case.</param>
    public TableErrorCode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>400: two partition keys in one transaction.</summary>
    public static TableErrorCode CommandsInBatchActOnDifferentPartitions { get; } = new("CommandsInBatchActOnDifferentPartitions");

    /// <summary>400: a request above 4 MiB.</summary>
    public static TableErrorCode ContentLengthExceeded { get; } = new("ContentLengthExceeded");

    /// <summary>409: the row exists.</summary>
    public static TableErrorCode EntityAlreadyExists { get; } = new("EntityAlreadyExists");

    /// <summary>404: the row does not exist.</summary>
    public static TableErrorCode EntityNotFound { get; } = new("EntityNotFound");

    /// <summary>400: a row above 1 MiB.</summary>
    public static TableErrorCode EntityTooLarge { get; } = new("EntityTooLarge");

    /// <summary>400: one row twice in a transaction.</summary>
    public static TableErrorCode InvalidDuplicateRow { get; } = new("InvalidDuplicateRow");

    /// <summary>400: anything else wrong with a request.</summary>
    public static TableErrorCode InvalidInput { get; } = new("InvalidInput");

    /// <summary>400: a key above 1 KiB.</summary>
    public static TableErrorCode KeyValueTooLarge { get; } = new("KeyValueTooLarge");

    /// <summary>500: the service gave up in time; whether it wrote is unknown.</summary>
    public static TableErrorCode OperationTimedOut { get; } = new("OperationTimedOut");

    /// <summary>400: a value outside its range, or a key with forbidden characters.</summary>
    public static TableErrorCode OutOfRangeInput { get; } = new("OutOfRangeInput");

    /// <summary>400: a key is missing.</summary>
    public static TableErrorCode PropertiesNeedValue { get; } = new("PropertiesNeedValue");

    /// <summary>400: a property name that is no identifier.</summary>
    public static TableErrorCode PropertyNameInvalid { get; } = new("PropertyNameInvalid");

    /// <summary>400: a property name above 255 characters.</summary>
    public static TableErrorCode PropertyNameTooLong { get; } = new("PropertyNameTooLong");

    /// <summary>400: a property value above 64 KiB.</summary>
    public static TableErrorCode PropertyValueTooLarge { get; } = new("PropertyValueTooLarge");

    /// <summary>404: the row or table does not exist.</summary>
    public static TableErrorCode ResourceNotFound { get; } = new("ResourceNotFound");

    /// <summary>409: the table exists.</summary>
    public static TableErrorCode TableAlreadyExists { get; } = new("TableAlreadyExists");

    /// <summary>409: the table was deleted and its name is not free yet.</summary>
    public static TableErrorCode TableBeingDeleted { get; } = new("TableBeingDeleted");

    /// <summary>404: the table does not exist.</summary>
    public static TableErrorCode TableNotFound { get; } = new("TableNotFound");

    /// <summary>400: more than 252 properties.</summary>
    public static TableErrorCode TooManyProperties { get; } = new("TooManyProperties");

    /// <summary>412: the row changed since its ETag was read.</summary>
    public static TableErrorCode UpdateConditionNotSatisfied { get; } = new("UpdateConditionNotSatisfied");

    /// <summary>Whether both name the same code.</summary>
    public static bool operator ==(TableErrorCode left, TableErrorCode right) => left.Equals(right);

    /// <summary>Whether both name different codes.</summary>
    public static bool operator !=(TableErrorCode left, TableErrorCode right) => !left.Equals(right);

    /// <summary>Whether the code has this name.</summary>
    public static bool operator ==(TableErrorCode code, string? value) => Same(code._value, value);

    /// <summary>Whether the code has another name.</summary>
    public static bool operator !=(TableErrorCode code, string? value) => !Same(code._value, value);

    /// <summary>Whether the code has this name.</summary>
    public static bool operator ==(string? value, TableErrorCode code) => Same(code._value, value);

    /// <summary>Whether the code has another name.</summary>
    public static bool operator !=(string? value, TableErrorCode code) => !Same(code._value, value);

    /// <summary>A code by its name.</summary>
    public static implicit operator TableErrorCode(string value) => new(value);

    /// <inheritdoc />
    public bool Equals(TableErrorCode other) => Same(_value, other._value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is TableErrorCode other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <inheritdoc />
    public override string ToString() => _value ?? string.Empty;

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
