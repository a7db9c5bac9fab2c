namespace NimbusFunctions.Local.Commands;

/// <summary>Http clients for what runs on this machine.</summary>
internal static class LoopbackHttp
{
    /// <summary>A client that goes straight there: a proxy of the environment has nothing to do with 127.0.0.1.</summary>
    public static HttpClient Create(Uri address) => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    };
}
