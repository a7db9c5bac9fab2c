using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Engine;

/// <summary>
/// Stands for the engines that place calls, open chats and offer emails: takes what lies in <c>task-dispatch</c>, and
/// answers on <c>task-events</c> that it is offered, connected, and after a while over. What it will say it puts into
/// the queue at once, scheduled, so that stopping the engine or the edition loses nothing.
/// </summary>
internal sealed class TaskEngine : IAsyncDisposable
{
    public const string Dispatches = "task-dispatch";
    public const string Events = "task-events";

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource ending = new();
    private readonly MessageBroker broker;
    private readonly TimeProvider time;
    private readonly Task running;
    private volatile EnginePace pace;

    private TaskEngine(MessageBroker broker, EnginePace pace, TimeProvider time)
    {
        (this.broker, this.pace, this.time) = (broker, pace, time);
        running = RunAsync();
    }

    /// <summary>How it works; a change counts for the tasks that it takes from then on.</summary>
    public EnginePace Pace
    {
        get => pace;
        set => pace = value;
    }

    public static TaskEngine Start(MessageBroker broker, EnginePace pace, TimeProvider time) => new(broker, pace, time);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running;
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                while (!pace.IsPaused && await broker.Queue(Dispatches).ReceiveAsync(TimeSpan.Zero, ending.Token) is { } message)
                    Take(message);
                await Task.Delay(Rest, time, ending.Token);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // The edition stops.
        }
    }

    private void Take(LockedMessage message)
    {
        var dispatches = broker.Queue(Dispatches);
        try
        {
            using var dispatch = JsonDocument.Parse(message.Message.Body);
            // Who is available is no question to an engine whose users never tire.
            if (!IsSignal(dispatch.RootElement))
                broker.Queue(Events).Send(Story(dispatch.RootElement, TraceOf(message.Message), time.GetUtcNow()));
            dispatches.Complete(message.LockToken);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            dispatches.DeadLetter(message.LockToken, "Unreadable", failure.Message);
        }
        catch (BrokerException)
        {
            // The queue of events is full: the dispatch comes again.
            dispatches.Abandon(message.LockToken);
        }
    }

    /// <summary>A message that hands over no task says what it is instead.</summary>
    private static bool IsSignal(JsonElement message) => message.TryGetProperty("kind", out _);

    /// <summary>What an engine hands on of the dispatch: the trace that its events go on with.</summary>
    private static Dictionary<string, object> TraceOf(BrokerMessage dispatch) =>
        dispatch.ApplicationProperties.Where(property => property.Key is "Diagnostic-Id" or "traceparent").ToDictionary();

    private BrokerMessage[] Story(JsonElement dispatch, Dictionary<string, object> trace, DateTimeOffset now)
    {
        var (tenant, task) = (dispatch.GetProperty("tenant").GetString(), dispatch.GetProperty("taskId").GetString());
        var attempt = dispatch.GetProperty("attempt").GetInt32();
        return
        [
            Event("Offered", now, null),
            Event("Connected", now + pace.Ring, null),
            Event("Terminated", now + pace.HandleTime, "Completed"),
        ];

        BrokerMessage Event(string state, DateTimeOffset at, string? completionReason)
        {
            // The same at every delivery, so that duplicate detection leaves one.
            var id = string.Create(CultureInfo.InvariantCulture, $"{task}-{attempt}-{state}");
            return new()
            {
                MessageId = id,
                ContentType = "application/json",
                ScheduledEnqueueTime = at,
                ApplicationProperties = trace,
                Body = JsonSerializer.SerializeToUtf8Bytes(new { tenant, taskId = task, id, at, state, completionReason, attempt }),
            };
        }
    }
}
