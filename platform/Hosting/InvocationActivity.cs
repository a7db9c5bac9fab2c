using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Nimbus.Platform.Hosting;

/// <summary>The trace of an invocation: a child of the request's, which has the host's <c>traceparent</c> where one came.</summary>
internal static class InvocationActivity
{
    /// <summary>What telemetry subscribes to.</summary>
    public const string SourceName = "Nimbus.Platform.Hosting";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the activity; there is one even if nobody listens, so that log lines and calls onwards can be matched.</summary>
    public static Activity Start(HttpRequest request, string function, string invocationId, FunctionKind kind)
    {
        var activity = Source.CreateActivity(function, ActivityKind.Consumer) ?? new Activity(function);
        if (Activity.Current is null && request.Headers.TraceParent is [{ Length: > 0 } parent])
            activity.SetParentId(parent).TraceStateString = request.Headers.TraceState;
        activity.SetTag("faas.name", function);
        activity.SetTag("faas.invocation_id", invocationId);
        activity.SetTag("faas.trigger", kind == FunctionKind.Timer ? "timer" : "pubsub");
        return activity.Start();
    }
}
