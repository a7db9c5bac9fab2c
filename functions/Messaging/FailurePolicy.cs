using Azure;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Messaging;

/// <summary>
/// What becomes of a message whose handler threw: a pure decision. A fault of the content is final at once; a
/// fault of the surroundings is tried again, ever more seldom, until the message is too old.
/// </summary>
internal static class FailurePolicy
{
    /// <summary>After so many failed attempts the message is given up: with the delays below about eight hours.</summary>
    public const int MostAttempts = 40;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    public static MessageOutcome Decide(Exception failure, int attempt) => failure switch
    {
        UnreadableMessageException unreadable => new MessageOutcome.GivenUp(unreadable.Message),
        _ when attempt + 1 >= MostAttempts => new MessageOutcome.GivenUp($"It failed {attempt + 1} times, at last with {Name(failure)}."),
        _ => new MessageOutcome.Later(Delay(attempt), Name(failure)),
    };

    /// <summary>5 s, 10 s, 20 s … at most 15 min.</summary>
    public static TimeSpan Delay(int attempt)
    {
        var factor = Math.Pow(2, Math.Clamp(attempt, 0, 20));
        return FirstDelay * factor < LongestDelay ? FirstDelay * factor : LongestDelay;
    }

    // The text of an exception may hold personal data or addresses: only its kind and status are kept.
    private static string Name(Exception failure) => failure switch
    {
        RequestFailedException request => $"{nameof(RequestFailedException)} {request.Status} {request.ErrorCode}".TrimEnd(),
        ServiceBusException bus => $"{nameof(ServiceBusException)} {bus.Reason}",
        _ => failure.GetType().Name,
    };
}
