using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace NimbusFunctions.Storage.Memory;

/// <summary>
/// A table in memory that answers as the store does, for tests and replays. Over another table it is a dry run: it
/// reads through, and keeps every write to itself.
/// </summary>
/// <param name="name">The table's name.</param>
/// <param name="under">The table that it stands over and never writes to; null: it stands alone.</param>
/// <param name="time">The clock of the rows' timestamps; null: the system's.</param>
internal sealed partial class MemoryTable(string name, TableClient? under = null, TimeProvider? time = null) : TableClient
{
    private readonly Lock gate = new();
    private readonly MemoryRows rows = new();
    private readonly TimeProvider time = time ?? TimeProvider.System;

    public override string Name => name;

    public override string AccountName => "memory";

    public override Uri Uri { get; } = new($"memory://memory/{name}");

    /// <summary>It is there already.</summary>
    public override Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        throw new RequestFailedException(409, "The table specified already exists.", "TableAlreadyExists", null);

    /// <summary>It is there already, and nothing is created underneath.</summary>
    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(Response.FromValue(new TableItem(Name), new MemoryResponse(409)));

    /// <exception cref="NotSupportedException">Always: it lives as long as the object.</exception>
    public override Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A table in memory is not deleted.");
}
