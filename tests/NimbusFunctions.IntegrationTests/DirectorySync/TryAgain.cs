using System.Net;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

/// <summary>Calls again while the killed app is being restarted; what the tests call can be repeated.</summary>
internal sealed class TryAgain() : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var copy = new HttpRequestMessage(request.Method, request.RequestUri);
            copy.Headers.Authorization = request.Headers.Authorization;
            if (body is not null)
            {
                copy.Content = new ByteArrayContent(body);
                copy.Content.Headers.ContentType = request.Content!.Headers.ContentType;
            }

            var response = await base.SendAsync(copy, cancellationToken);
            var restarting = response.StatusCode is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable;
            if (!restarting || TimeProvider.System.GetElapsedTime(start) > Patience)
                return response;
            response.Dispose();
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
