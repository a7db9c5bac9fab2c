using System.Diagnostics.Metrics;

namespace NimbusFunctions.Messaging;

/// <summary>What operators watch of the queues: meter <c>NimbusFunctions.Messaging</c>, tagged with the queue.</summary>
internal static class MessageMetrics
{
    public const string MeterName = "NimbusFunctions.Messaging";

    /// <summary>The handler threw, and the message comes again.</summary>
    public const string Failed = "failed";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<int> Messages = Meter.CreateCounter<int>(
        "nimbus.messages", "{message}", "Messages that were worked on, by outcome: done, later (nothing failed), failed (comes again), given-up.");

    private static readonly Histogram<double> Age = Meter.CreateHistogram<double>(
        "nimbus.messages.age", "s", "How long ago the queue took a message, or let it be seen, when work on it began.");

    private static readonly Gauge<int> Letters = Meter.CreateGauge<int>(
        "nimbus.dead_letters", "{row}", "Rows in the table DeadLetters that wait for somebody, counted every five minutes among the first 10,000.");

    public static void Began(string queue, TimeSpan age) => Age.Record(Math.Max(0, age.TotalSeconds), Tag(queue));

    public static void Ended(string queue, MessageOutcome outcome) => Messages.Add(1, Tag(queue), new("outcome", outcome switch
    {
        MessageOutcome.Done => "done",
        MessageOutcome.GivenUp => "given-up",
        MessageOutcome.Later { CountsAsAttempt: true } => Failed,
        _ => "later",
    }));

    public static void Lie(string queue, int rows) => Letters.Record(rows, Tag(queue));

    private static KeyValuePair<string, object?> Tag(string queue) => new("queue", queue);
}
