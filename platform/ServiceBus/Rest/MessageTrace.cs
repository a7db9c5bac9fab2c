using System.Diagnostics;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>
/// Notes on a message which trace it belongs to, as the official client does: <c>Diagnostic-Id</c>, which older readers
/// look for, and the names of W3C Trace Context. A sender that has set either knows better.
/// </summary>
internal static class MessageTrace
{
    private const string DiagnosticId = "Diagnostic-Id";
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    public static void Note(IReadOnlyList<ServiceBusMessage> messages)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
            return;
        foreach (var message in messages)
        {
            var properties = message.ApplicationProperties;
            if (properties.ContainsKey(DiagnosticId) || properties.ContainsKey(TraceParent))
                continue;
            properties[DiagnosticId] = id;
            properties[TraceParent] = id;
            if (activity.TraceStateString is { Length: > 0 } state)
                properties[TraceState] = state;
        }
    }
}
