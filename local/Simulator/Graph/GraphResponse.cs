using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>An answer, whether it goes out by itself or as an item of a batch. Dispose it after its body was copied.</summary>
internal sealed class GraphResponse : IDisposable
{
    public const string Json = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
    public const string ErrorJson = "application/json";

    private readonly PooledBuffer? _body;

    public GraphResponse(int status, string contentType, PooledBuffer? body)
    {
        Status = status;
        ContentType = contentType;
        _body = body;
    }

    public int Status { get; }

    public string ContentType { get; }

    public ReadOnlyMemory<byte> Body => _body?.Written ?? default;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public GraphResponse With(string header, string value)
    {
        Headers.Add(new(header, value));
        return this;
    }

    public void Dispose() => _body?.Dispose();
}
