using System.Net;
using Polly;
using Polly.Retry;

namespace NimbusFunctions.Graph;

/// <summary>
/// Sends again what Graph throttled or failed at, as it asks: after <c>Retry-After</c>, else ever later. All of the
/// app's Graph requests are reads, so a repetition does no harm. Requests made while throttled count against the
/// limit too, so a long wait is not waited out here but ends the slice.
/// </summary>
internal sealed class GraphRetries : DelegatingHandler
{
    private const int MostRetries = 4;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;
    private readonly TimeProvider time;
    private readonly ILogger log;

    public GraphRetries(TimeProvider time, ILogger log, GraphUse? use = null, Func<double>? chance = null)
    {
        this.time = time;
        this.log = log;
        pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MostRetries,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is HttpRequestException
                    || (arguments.Outcome.Result is { } response && IsPassing(response.StatusCode))),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = chance ?? Random.Shared.NextDouble,
                Delay = FirstDelay,
                DelayGenerator = arguments => ValueTask.FromResult(WaitOf(arguments.Outcome.Result)),
                OnRetry = arguments =>
                {
                    this.log.GraphRetried((int?)arguments.Outcome.Result?.StatusCode ?? 0, arguments.RetryDelay);
                    if (arguments.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests)
                        use?.Waited(arguments.RetryDelay);
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(
            async stop =>
            {
                var response = await base.SendAsync(request, stop);
                if (IsPassing(response.StatusCode) && WaitOf(response) is { } wait && wait > ThrottledException.LongestWaitHere)
                {
                    response.Dispose();
                    log.GraphThrottled(wait);
                    throw new ThrottledException(wait);
                }

                return response;
            },
            cancellationToken);

    private TimeSpan? WaitOf(HttpResponseMessage? response) =>
        response is not null && response.Headers.TryGetValues("Retry-After", out var values)
            ? RetryAfter.Parse(values.FirstOrDefault(), time.GetUtcNow())
            : null;

    private static bool IsPassing(HttpStatusCode status) => status is
        HttpStatusCode.TooManyRequests
        or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable
        or HttpStatusCode.GatewayTimeout;
}
