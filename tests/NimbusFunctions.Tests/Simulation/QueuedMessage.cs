using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>A message in the simulated queue.</summary>
internal sealed class QueuedMessage(TriggeredMessage message, DateTimeOffset visible)
{
    public TriggeredMessage Message { get; } = message;

    public string Session => Message.SessionId!;

    /// <summary>Nobody gets it before.</summary>
    public DateTimeOffset Visible { get; set; } = visible;

    public int Deliveries { get; set; }
}
