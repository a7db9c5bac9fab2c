using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>A log record: a message, or an exception where it has one (or attributes <c>exception.*</c> that stand for it).</summary>
internal static class LogEnvelope
{
    private const string Type = "exception.type";
    private const string Stack = "exception.stacktrace";

    public static void Write(Envelopes envelopes, LogRecord record)
    {
        var attributes = (record.Attributes ?? []).Where(attribute => attribute.Key != "{OriginalFormat}").ToList();
        var type = record.Exception?.GetType().FullName ?? attributes.Find(attribute => attribute.Key == Type).Value as string;
        var text = record.FormattedMessage ?? record.Body ?? "";
        var operation = record.TraceId == default
            ? default((string?, string?, string?))
            : (record.TraceId.ToHexString(), record.SpanId == default(ActivitySpanId) ? null : record.SpanId.ToHexString(), null);
        var properties = attributes
            .Where(attribute => attribute.Key != Stack)
            .Append(new("CategoryName", record.CategoryName))
            .Append(new("EventId", record.EventId.Id));
        envelopes.Add(type is null ? "Message" : "Exception", type is null ? "MessageData" : "ExceptionData", record.Timestamp, operation, json =>
        {
            if (type is null)
            {
                Envelopes.Message(json, "message", text);
            }
            else
            {
                json.WriteStartArray("exceptions");
                json.WriteStartObject();
                Envelopes.Name(json, "typeName", type);
                Envelopes.Message(json, "message", record.Exception?.Message ?? text);
                json.WriteBoolean("hasFullStack", true);
                Envelopes.Message(json, "stack", record.Exception?.StackTrace ?? attributes.Find(attribute => attribute.Key == Stack).Value as string);
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteString("severityLevel", Severity(record.LogLevel));
            Envelopes.Properties(json, properties);
        });
    }

    private static string Severity(LogLevel level) => level switch
    {
        LogLevel.Critical => "Critical",
        LogLevel.Error => "Error",
        LogLevel.Warning => "Warning",
        LogLevel.Information => "Information",
        _ => "Verbose",
    };
}
