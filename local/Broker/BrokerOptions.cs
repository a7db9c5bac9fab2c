namespace NimbusFunctions.Local.Broker;

/// <summary>How the broker starts.</summary>
/// <param name="Port">The port on 127.0.0.1; 0 takes a free one.</param>
/// <param name="Queues">The queues that exist. There are no others, and none can be made later.</param>
/// <param name="StateDirectory">Where the contents are kept between a clean stop and the next start; null forgets them.</param>
internal sealed record BrokerOptions(int Port, IReadOnlyList<QueueDefinition> Queues, string? StateDirectory = null)
{
    /// <summary>The clock by which access signatures lapse; null: that of the queues. Clients make them by the machine's.</summary>
    public TimeProvider? SignatureTime { get; init; }
}
