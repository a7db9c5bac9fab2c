namespace Nimbus.Platform.Hosting;

/// <summary>The kinds of functions that this app can map.</summary>
internal enum FunctionKind
{
    Http,
    Timer,
    ServiceBus,
    ServiceBusBatch,
}
