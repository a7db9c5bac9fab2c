using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;
using NimbusFunctions.Tenants.Checks;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>
/// Calls the addresses of triggers. They are anybody's: what they do costs ten seconds and a few kilobytes, and opens nothing
/// that only this network reaches.
/// </summary>
internal sealed class CallbackCaller : IDisposable
{
    /// <summary>The same for the same news, however often it comes.</summary>
    public const string EventIdHeader = "Nimbus-Event-Id";

    private const int LongestHeadersInKilobytes = 16;

    // What is read of an answer's body so that its connection serves again; beyond that the connection is closed.
    private const int LongestBody = 4 * 1024;

    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    // A name may lead elsewhere later.
    private static readonly TimeSpan LongestConnection = TimeSpan.FromMinutes(2);

    private readonly HttpClient client;
    private readonly bool localReceivers;
    private readonly TimeProvider time;

    public CallbackCaller(IOptions<CallbackOptions> options, IOptions<EntraOptions> entra, TimeProvider time)
    {
        (localReceivers, this.time) = (options.Value.LocalReceivers, time);
        var handler = OutgoingHttp.CreateHandler(entra.Value.CertificateAuthorityFile, (_, address) => localReceivers && IPAddress.IsLoopback(address));
        handler.UseCookies = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ConnectTimeout = LongestConnect;
        handler.PooledConnectionLifetime = LongestConnection;
        handler.MaxResponseHeadersLength = LongestHeadersInKilobytes;
        handler.MaxResponseDrainSize = LongestBody;
        handler.ResponseDrainTimeout = LongestDrain;
        client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>How long a call may take in all.</summary>
    public static TimeSpan LongestCall { get; } = TimeSpan.FromSeconds(10);

    /// <param name="address">What was registered.</param>
    /// <param name="eventId">The news' id.</param>
    /// <param name="body">The news.</param>
    /// <param name="cancellation">Ends the call; whether it was delivered is then unknown.</param>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async Task<CallbackAnswer> CallAsync(string address, string eventId, JsonElement body, CancellationToken cancellation)
    {
        if (CallbackAddress.Fault(address, localReceivers) is not null)
            return new CallbackAnswer.Refused();
        using var timeout = new CancellationTokenSource(LongestCall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address)) { Content = Content(body) };
        request.Headers.TryAddWithoutValidation(EventIdHeader, eventId);
        request.Headers.TryAddWithoutValidation("User-Agent", "NimbusFunctions");
        try
        {
            // Disposing it reads the rest of a short body beside, so that the connection serves again.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new CallbackAnswer.Status((int)response.StatusCode, RetryAfter(response));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CallbackAnswer.TimedOut();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return failure is AddressRefusedException || failure.InnerException is AddressRefusedException
                ? new CallbackAnswer.Refused()
                : new CallbackAnswer.Unreachable();
        }
    }

    public void Dispose() => client.Dispose();

    private static ByteArrayContent Content(JsonElement body) => new(System.Text.Encoding.UTF8.GetBytes(body.GetRawText()))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
    };

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}
