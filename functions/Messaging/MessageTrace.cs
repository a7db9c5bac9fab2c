using System.Diagnostics;

namespace NimbusFunctions.Messaging;

/// <summary>
/// Where a message comes from, in its application properties: <c>Diagnostic-Id</c> and <c>traceparent</c> (W3C Trace
/// Context), as the Service Bus client writes them. Anybody may have sent a message, so what cannot be read is nothing.
/// </summary>
internal static class MessageTrace
{
    public const string DiagnosticId = "Diagnostic-Id";
    public const string TraceParent = "traceparent";

    /// <summary>The trace of what runs now, to be kept; null: there is none.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    /// <summary>Notes on a message whose trace it goes on with; null leaves it to the sender.</summary>
    public static void Write(IDictionary<string, object> properties, string? trace)
    {
        if (trace is null)
            return;
        properties[DiagnosticId] = trace;
        properties[TraceParent] = trace;
    }

    /// <summary>What a message came out of; null: nothing says so.</summary>
    public static ActivityContext? Read(IReadOnlyDictionary<string, object?> properties) =>
        Parse(properties.GetValueOrDefault(TraceParent)) ?? Parse(properties.GetValueOrDefault(DiagnosticId));

    private static ActivityContext? Parse(object? value) =>
        ActivityContext.TryParse(value as string, null, isRemote: true, out var context) ? context : null;
}
