using System.Threading.RateLimiting;
using NimbusFunctions.Web;

namespace NimbusFunctions.Access;

/// <summary>
/// Lets few searches of a tenant run at once and as many again wait for them: each reads whole address books or asks the
/// directory, and who searches without end takes nothing from other tenants. One per process.
/// </summary>
internal sealed class SearchTurns : IDisposable
{
    public const int MostAtOnce = 8;
    public const int MostWaiting = 32;
    private const int RetryAfterSeconds = 1;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(tenant =>
        RateLimitPartition.GetConcurrencyLimiter(tenant, _ => new() { PermitLimit = MostAtOnce, QueueLimit = MostWaiting }));

    /// <summary>Runs a search when it is its turn.</summary>
    /// <returns>Its answer; 429 <c>too-many-searches</c> where enough wait already.</returns>
    public async ValueTask<object?> TakeAsync(HttpContext http, Func<ValueTask<object?>> search)
    {
        using var turn = await limiter.AcquireAsync(http.TenantId(), permitCount: 1, http.RequestAborted);
        return turn.IsAcquired ? await search() : new ProblemResult(TooMany, RetryAfterSeconds);
    }

    public void Dispose() => limiter.Dispose();

    private static Problem TooMany => new(
        ProblemTypes.TooManySearches,
        "Too many searches at once.",
        StatusCodes.Status429TooManyRequests,
        $"{MostAtOnce} searches of the tenant are under way and {MostWaiting} wait; try it again in a moment.");
}
