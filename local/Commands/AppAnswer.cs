using System.Net;

namespace NimbusFunctions.Local.Commands;

/// <summary>Waits until the app behind the host answers.</summary>
internal static class AppAnswer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="LocalEditionException">It did not in a minute.</exception>
    public static async Task WaitAsync(Uri api, CancellationToken ct)
    {
        using var http = LoopbackHttp.Create(api);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var last = "no answer at all";
        try
        {
            while (true)
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri("health/live", UriKind.Relative), limit.Token);
                    if (answer.StatusCode == HttpStatusCode.OK)
                        return;

                    last = $"status {(int)answer.StatusCode}";
                }
                catch (HttpRequestException e)
                {
                    last = e.Message;
                }

                await Task.Delay(Pause, TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new LocalEditionException($"The function app did not become ready within {Patience.TotalSeconds:0} seconds (GET /health/live: {last}).", e);
        }
    }
}
