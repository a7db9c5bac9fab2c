using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>One page of rows: the request for it and what it says of the next.</summary>
internal sealed record TableQuery(string? Filter, string? Select)
{
    public const int MaxPageSize = 1000;

    private const string NextPartition = "x-ms-continuation-NextPartitionKey";
    private const string NextRow = "x-ms-continuation-NextRowKey";

    public async Task<Page<TableEntity>> FetchAsync(TableRest rest, string table, string? continuation, int? size, CancellationToken ct)
    {
        using var message = rest.CreateMessage(RequestMethod.Get, Uri(rest.TableUri(table), continuation, size));
        var response = await rest.SendAsync(message, ct).ConfigureAwait(false);
        return Page<TableEntity>.FromValues(EntityReader.ReadPage(response.Content.ToMemory().Span), Next(response), response);
    }

    /// <summary>The page's address.</summary>
    /// <exception cref="RequestFailedException">400 InvalidInput: a page of no rows or above 1,000 (the emulator would give them).</exception>
    public string Uri(string table, string? continuation, int? size)
    {
        CheckSize(size);
        StringBuilder uri = new(table);
        uri.Append("()");
        var mark = '?';
        Append("$top", size?.ToString(CultureInfo.InvariantCulture));
        Append("$filter", string.IsNullOrEmpty(Filter) ? null : Filter);
        Append("$select", Select);
        if (continuation is { Length: > 1 })
        {
            // "partition row" in the service's own encoding, which has no spaces; a row key may be missing.
            var space = continuation.IndexOf(' ', StringComparison.Ordinal);
            Append("NextPartitionKey", space < 0 ? continuation : continuation[..space]);
            Append("NextRowKey", space < 0 || space == continuation.Length - 1 ? null : continuation[(space + 1)..]);
        }

        return uri.ToString();

        void Append(string name, string? value)
        {
            if (value is null)
                return;

            uri.Append(mark).Append(name).Append('=').Append(System.Uri.EscapeDataString(value));
            mark = '&';
        }
    }

    public static void CheckSize(int? size)
    {
        if (size is < 1 or > MaxPageSize)
            throw new TableFault(TableErrorCode.InvalidInput, $"A page has 1 to {MaxPageSize} rows, not {size}.").ToException();
    }

    private static string? Next(Response response)
    {
        var more = response.Headers.TryGetValue(NextPartition, out var partition);
        more |= response.Headers.TryGetValue(NextRow, out var row);
        return more ? $"{partition} {row}" : null;
    }
}
