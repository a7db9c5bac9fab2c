using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Retention.Receipts;

/// <summary>A line with its place in a tenant's chain.</summary>
/// <param name="Number">From 1 on, without a gap.</param>
/// <param name="Note">What it says.</param>
/// <param name="Previous">The hash of the line before; 64 zeros before the first.</param>
/// <param name="Hash">SHA-256 of the former hash and <see cref="Text"/>, in lower-case hexadecimal digits.</param>
internal sealed record ReceiptLine(long Number, ReceiptNote Note, string Previous, string Hash)
{
    /// <summary>What stands before the first line.</summary>
    public static readonly string NoHash = new('0', 2 * SHA256.HashSizeInBytes);

    public static ReceiptLine After(string tenant, long number, string previous, ReceiptNote note) =>
        new(number, note, previous, HashOf(previous, Text(tenant, number, note)));

    /// <summary>Whether the hash is that of what the line says.</summary>
    public bool IsSound(string tenant) => Hash == HashOf(Previous, Text(tenant, Number, Note));

    /// <summary>
    /// The text that is hashed: the fields in this order between line feeds, numbers in decimal digits, times in UTC with
    /// seven decimals, the days as <c>yyyy-MM-dd</c>, what is absent empty. The tenant keeps a line from another's chain.
    /// </summary>
    public static string Text(string tenant, long number, ReceiptNote note) => string.Join(
        '\n',
        "1",
        tenant,
        Digits(number),
        note.Action,
        note.Source,
        note.Kind?.ToString() ?? "",
        note.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        Digits(note.Counted),
        Digits(note.Removed),
        Digits(note.Held),
        note.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    private static string HashOf(string previous, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + "\n" + text)));

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
