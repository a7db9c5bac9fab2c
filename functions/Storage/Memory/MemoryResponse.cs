using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace NimbusFunctions.Storage.Memory;

/// <summary>An answer without a network behind it: a status, and the new tag after a write.</summary>
internal sealed class MemoryResponse(int status, ETag? etag = null) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? etag!.Value.ToString("H") : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) =>
        etag is not null && name.Equals("ETag", StringComparison.OrdinalIgnoreCase);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        TryGetHeader("ETag", out var value) ? [new("ETag", value)] : [];
}
