using System.Globalization;

namespace NimbusFunctions.Directory.Runs;

/// <summary>
/// A run's id: <c>{yyyyMMddHHmmss}-{sequence}</c>, when it was queued in UTC and its number in the tenant. The same in
/// every slice, and it says by itself where the run's rows lie.
/// </summary>
/// <param name="Begun">When it was queued, to the second.</param>
/// <param name="Sequence">Its number in the tenant, from 1.</param>
internal sealed record RunId(DateTimeOffset Begun, long Sequence)
{
    private const string Format = "yyyyMMddHHmmss";

    public static RunId Of(DateTimeOffset begun, long sequence)
    {
        var utc = begun.UtcDateTime;
        return new(new(utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond)), TimeSpan.Zero), sequence);
    }

    /// <summary>Null where the text is no run's id.</summary>
    public static RunId? Parse(string text) =>
        text.Length > Format.Length + 1 && text[Format.Length] == '-'
        && DateTimeOffset.TryParseExact(
            text.AsSpan(0, Format.Length), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun)
        && long.TryParse(text.AsSpan(Format.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && new RunId(begun, sequence) is var id && id.ToString() == text
            ? id
            : null;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Begun.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture)}-{Sequence}");

    /// <summary>The partition of a tenant's runs of a day, in UTC.</summary>
    public static string Partition(string tenant, DateTimeOffset day) =>
        $"{tenant}|{day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    /// <summary>
    /// The run's row, and the beginning of its pages' rows. The number is padded, so that runs queued in one second sort
    /// by it: the tenth after the ninth.
    /// </summary>
    public string RowKey => string.Create(
        CultureInfo.InvariantCulture, $"{Begun.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture)}|{Sequence:D19}");
}
