using System.Runtime.InteropServices;

namespace NimbusFunctions.Local.Commands;

/// <summary>
/// Ctrl+C, SIGTERM and a closed terminal ask the program to stop. It then stops in its own order and time; a second
/// signal changes nothing, because a hurried end would leave processes behind.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource asked = new();
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals() => registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => asked.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();

        asked.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        asked.Cancel();
    }
}
