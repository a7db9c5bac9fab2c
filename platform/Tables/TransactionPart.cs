using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>The answer to one action of a transaction.</summary>
internal sealed class TransactionPart(int status, string reasonPhrase, string clientRequestId) : Response
{
    private readonly List<HttpHeader> _headers = [];

    public override int Status => status;

    public override string ReasonPhrase => reasonPhrase;

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override bool IsError => status >= 400;

    public void AddHeader(string name, string value) => _headers.Add(new HttpHeader(name, value));

    public void SetContent(byte[] content) => ContentStream = new MemoryStream(content, 0, content.Length, writable: false, publiclyVisible: true);

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        // A header that comes twice is one list (RFC 9110, 5.3).
        value = null;
        foreach (var header in _headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
                value = value is null ? header.Value : $"{value},{header.Value}";
        }

        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        string[] found = [.. _headers.Where(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)];
        values = found.Length == 0 ? null : found;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;
}
