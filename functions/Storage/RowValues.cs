using Azure.Data.Tables;

namespace NimbusFunctions.Storage;

/// <summary>Reads columns that every row of its kind has.</summary>
internal static class RowValues
{
    /// <exception cref="InvalidDataException">The row lacks the column: it was not written by this app.</exception>
    public static string Text(this TableEntity row, string column) =>
        row.GetString(column) ?? throw new InvalidDataException($"A row lacks the column {column}.");

    /// <exception cref="InvalidDataException">The row lacks the column, or it holds another word.</exception>
    public static T Word<T>(this TableEntity row, string column) where T : struct, Enum =>
        Enum.TryParse<T>(row.Text(column), out var value)
            ? value
            : throw new InvalidDataException($"Column {column} of a row holds no {typeof(T).Name}.");
}
