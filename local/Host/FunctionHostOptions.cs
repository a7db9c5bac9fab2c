using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Host;

/// <summary>How the host starts.</summary>
/// <param name="AppRoot">The folder of the built app: host.json, one folder per function, the executable.</param>
/// <param name="Port">The port on 127.0.0.1; 0 takes a free one.</param>
/// <param name="Broker">Where the Service Bus triggers listen, in this process.</param>
/// <param name="AppSettings">What Azure calls application settings: they become the app's environment.</param>
internal sealed record FunctionHostOptions(string AppRoot, int Port, MessageBroker Broker, IReadOnlyDictionary<string, string> AppSettings)
{
    /// <summary>How long a stop waits for calls in flight before the app is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
