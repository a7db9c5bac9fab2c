using NimbusFunctions.Storage;

namespace NimbusFunctions.Web;

/// <summary>
/// Keeps what comes in the first moments until the tables are there: a timer would fail loudly for nothing, and a flow would
/// be sent away. Not the health endpoints, which say so. Whoever has waited long goes on and hears what is wrong.
/// </summary>
internal sealed class TablesFirst(RequestDelegate next, TableCreation creation, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task InvokeAsync(HttpContext http)
    {
        if (!creation.Done && !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, patience.Token);
            try
            {
                await creation.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                // It goes on without them.
            }
        }

        await next(http);
    }
}
