namespace NimbusFunctions.Local.Simulator;

/// <summary>The simulator cannot start; the message is one clear line for the person who started it.</summary>
internal sealed class SimulatorException : Exception
{
    public SimulatorException(string message)
        : base(message)
    {
    }

    public SimulatorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
