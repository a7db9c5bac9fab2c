using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace NimbusFunctions.Local.Host;

/// <summary>Speaks to the app: readiness, triggers, forwarded calls.</summary>
internal sealed class WorkerClient(TimeProvider time) : IDisposable
{
    /// <summary>The host whose behaviour was recorded.</summary>
    public const string HostVersion = "4.1037.0.0";

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(25);
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        // What the caller sent goes on as it came.
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    });

    public void Dispose() => http.Dispose();

    /// <summary>Asks <c>GET /</c> every 25 ms until anything answers: also a 404 means ready.</summary>
    /// <returns>False if the token ended first.</returns>
    public async Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, address);
                    using var response = await http.SendAsync(request, cancellationToken);
                    return true;
                }
                catch (HttpRequestException exception) when (exception.InnerException is SocketException)
                {
                    await Task.Delay(ProbeInterval, time, cancellationToken);
                }
                catch (HttpRequestException)
                {
                    return true; // something listens
                }
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Posts an envelope to a function.</summary>
    /// <exception cref="HttpRequestException">The app is not there, or went away.</exception>
    public async Task<Answer> PostAsync(Uri address, string function, string invocationId, byte[] envelope, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, function)) { Content = new ByteArrayContent(envelope) };
        request.Content.Headers.ContentType = Json;
        request.Content.Headers.ContentLength = null;
        request.Headers.TransferEncodingChunked = true;
        request.Headers.UserAgent.ParseAdd("Azure-Functions-Host/" + HostVersion);
        AddHostHeaders(request, invocationId);
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return Answer.Of((int)response.StatusCode, response.Content.Headers.ContentType, body);
    }

    /// <summary>Sends a forwarded call; returns when the answer's headers are there.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => http.SendAsync(request, cancellationToken);

    public static void AddHostHeaders(HttpRequestMessage request, string invocationId)
    {
        request.Headers.Add("X-Azure-Functions-HostVersion", HostVersion);
        request.Headers.Add("X-Azure-Functions-InvocationId", invocationId);
    }
}
