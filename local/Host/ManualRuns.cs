using System.Text;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Host;

/// <summary>Starts functions by hand, for tests: <c>POST /admin/functions/NAME</c>.</summary>
internal sealed class ManualRuns(
    IReadOnlyList<FunctionDeclaration> functions,
    IReadOnlyList<TimerListener> timers,
    Dispatcher dispatcher,
    TimeProvider time)
{
    /// <summary>The run of a function; null if there is no such function, or http calls start it.</summary>
    /// <param name="name">The function's name, in any case.</param>
    /// <param name="input">What a queue function gets as its message's body.</param>
    /// <param name="stopping">Ends the wait for the app.</param>
    /// <param name="gone">Ends everything.</param>
    public Func<Task>? Find(string name, string input, CancellationToken stopping, CancellationToken gone) =>
        functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase)) switch
        {
            TimerDeclaration timer => () => timers.Single(listener => listener.Timer == timer).RunOnceAsync(stopping, gone),
            QueueDeclaration queue => () => dispatcher.RunAsync(queue, "admin", () => MessageEnvelope.Write(queue, [Message(input)], time.GetUtcNow()), stopping, gone),
            _ => null,
        };

    private LockedMessage Message(string input)
    {
        var now = time.GetUtcNow();
        return new(
            new BrokerMessage { Body = Encoding.UTF8.GetBytes(input), MessageId = Guid.NewGuid().ToString("N") },
            Guid.NewGuid(), 1, 0, now, now, DateTimeOffset.MaxValue, null);
    }
}
