using OpenTelemetry;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>Writes what a batch holds as envelopes and hands them to the transmitter, which waits for nobody.</summary>
/// <typeparam name="T">Spans, metrics or log records.</typeparam>
internal sealed class BreezeExporter<T>(Transmitter transmitter, Action<Envelopes, T> write) : BaseExporter<T>
    where T : class
{
    public override ExportResult Export(in Batch<T> batch)
    {
        var envelopes = new Envelopes(transmitter.Key, Role.Of(ParentProvider));
        foreach (var item in batch)
            write(envelopes, item);
        return envelopes.Count == 0 || transmitter.TryAdd(envelopes.ToTransmission()) ? ExportResult.Success : ExportResult.Failure;
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => transmitter.WaitUntilEmpty(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => transmitter.Close(timeoutMilliseconds);
}
