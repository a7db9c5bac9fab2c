namespace NimbusFunctions.IntegrationTests.Telemetry;

/// <summary>A span as a collector got it.</summary>
internal sealed record ReceivedSpan(string Scope, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Of an <c>ExportTraceServiceRequest</c> (opentelemetry-proto, trace/v1).</summary>
    public static IEnumerable<ReceivedSpan> In(ReadOnlyMemory<byte> request) =>
        from resource in new ProtobufFields(request).Messages(1)
        from scoped in resource.Messages(2)
        let scope = scoped.Messages(1).Single().Text(1)
        from span in scoped.Messages(2)
        select new ReceivedSpan(
            scope, span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4),
            span.Messages(9).ToDictionary(attribute => attribute.Text(1), attribute => attribute.Messages(2).Single().Text(1)));
}
