using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>The connections that all clients share.</summary>
internal static class TableTransport
{
    public static readonly HttpClientTransport Shared = new(new HttpClient(CreateHandler())
    {
        // The time of one try is RetryOptions.NetworkTimeout, kept by the pipeline.
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public static SocketsHttpHandler CreateHandler() => new()
    {
        // The emulator closes an idle connection after 5 s. One that we reuse at that very moment fails with
        // the outcome unknown, and a retried insert then meets its own row: be the first to close.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
        // Accounts move between front ends; a connection kept for ever would not notice.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxConnectionsPerServer = 256,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
