using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace NimbusFunctions.Telemetry;

/// <summary>
/// Leaves on a span what is known to be no personal data and no secret: tags by a list, addresses without ids and queries,
/// no text of exceptions, and nothing that a caller wrote into <c>tracestate</c>. Runs before every exporter.
/// </summary>
internal sealed class SpanScrubber : BaseProcessor<Activity>
{
    private const string Address = "url.full";
    private const string AspNetCore = "Microsoft.AspNetCore";

    private static readonly FrozenSet<string> Kept = new[]
    {
        Address, RequestSpans.Route, "http.request.method", "http.request.resend_count", "http.response.status_code", "server.address", "server.port",
        "network.protocol.version", "error.type", "exception.type", "az.namespace", "az.schema_url", "otel.status_code",
        "faas.name", "faas.trigger", "faas.invocation_id", "messaging.system", "messaging.operation.type", "messaging.destination.name",
        "nimbus.attempt", "nimbus.tenant",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void OnEnd(Activity data)
    {
        // A request that never came to the app's own middleware: the host asks every 25 ms whether it listens.
        if (data.Source.Name == AspNetCore && data.GetTagItem(RequestSpans.Route) is null)
        {
            RequestSpans.Forget(data);
            return;
        }

        List<string>? others = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (!Kept.Contains(tag.Key))
                (others ??= []).Add(tag.Key);
        }

        others?.ForEach(tag => data.SetTag(tag, null));
        if (data.GetTagItem(Address) is { } address)
            data.SetTag(Address, SafeAddress.Of(address as string));
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
        data.TraceStateString = null;
    }
}
