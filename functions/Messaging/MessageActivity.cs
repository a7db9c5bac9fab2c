using System.Diagnostics;

namespace NimbusFunctions.Messaging;

/// <summary>
/// The work on one message, in the trace of whoever sent it. The host's call that brought it is linked: a message may
/// come long after, and many times.
/// </summary>
internal static class MessageActivity
{
    /// <summary>What telemetry subscribes to.</summary>
    public const string SourceName = "NimbusFunctions.Messaging";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts it; there is one even if nobody listens, so that what is given up and sent on names its trace.</summary>
    public static Activity Start(QueueMessage message, ActivityContext? origin)
    {
        var name = $"process {message.Queue}";
        var call = Activity.Current?.Context;
        var activity = origin is { } parent
            ? Source.CreateActivity(name, ActivityKind.Consumer, parent, links: call is { } brought ? [new(brought)] : null)
            : Source.CreateActivity(name, ActivityKind.Consumer);
        if (activity is null)
        {
            activity = new(name);
            if (origin is { } sender)
                activity.SetParentId(sender.TraceId, sender.SpanId, sender.TraceFlags);
        }

        activity.SetTag("messaging.system", "servicebus");
        activity.SetTag("messaging.operation.type", "process");
        activity.SetTag("messaging.destination.name", message.Queue);
        activity.SetTag("nimbus.attempt", message.Attempt);
        return activity.Start();
    }
}
