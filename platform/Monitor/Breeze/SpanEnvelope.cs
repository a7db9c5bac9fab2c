using System.Diagnostics;
using System.Globalization;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>
/// A span: a request where somebody else asked for it (kinds server and consumer), a dependency otherwise.
/// </summary>
internal static class SpanEnvelope
{
    public static void Write(Envelopes envelopes, Activity span)
    {
        var isRequest = span.Kind is ActivityKind.Server or ActivityKind.Consumer;
        var tags = span.TagObjects.ToList();
        var status = tags.Find(tag => tag.Key == "http.response.status_code").Value;
        var parent = span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString();
        envelopes.Add(
            isRequest ? "Request" : "RemoteDependency",
            isRequest ? "RequestData" : "RemoteDependencyData",
            span.StartTimeUtc,
            (span.TraceId.ToHexString(), parent, isRequest ? span.DisplayName : null),
            json =>
            {
                json.WriteString("id", span.SpanId.ToHexString());
                Envelopes.Name(json, "name", span.DisplayName);
                json.WriteString("duration", span.Duration.ToString(@"d\.hh\:mm\:ss\.fffffff", CultureInfo.InvariantCulture));
                json.WriteBoolean("success", span.Status != ActivityStatusCode.Error);
                Envelopes.Name(json, isRequest ? "responseCode" : "resultCode", Convert.ToString(status, CultureInfo.InvariantCulture) ?? "0");
                if (!isRequest)
                {
                    json.WriteString("type", status is null && span.Kind == ActivityKind.Internal ? "InProc" : "Http");
                    Envelopes.Name(json, "target", Convert.ToString(tags.Find(tag => tag.Key == "server.address").Value, CultureInfo.InvariantCulture));
                    Envelopes.Message(json, "data", Convert.ToString(tags.Find(tag => tag.Key == "url.full").Value, CultureInfo.InvariantCulture));
                }

                Envelopes.Properties(json, tags);
            });
    }
}
