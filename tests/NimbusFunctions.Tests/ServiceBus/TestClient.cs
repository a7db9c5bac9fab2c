using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.ServiceBus;

/// <summary>Clients whose requests a script answers.</summary>
internal static class TestClient
{
    public const string Cloud = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=app;SharedAccessKey=c2VjcmV0";

    public static readonly Func<ScriptedResponse> Created = () => new ScriptedResponse(201);

    public static ServiceBusClientOptions Options(ScriptedTransport transport, TimeProvider? time = null, int retries = 2) => new()
    {
        Transport = transport,
        Time = time ?? TimeProvider.System,
        RetryOptions = { Mode = ServiceBusRetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1), MaxRetries = retries },
    };

    public static ServiceBusClient Over(ScriptedTransport transport, TimeProvider? time = null, int retries = 2) =>
        new(Cloud, Options(transport, time, retries));
}
