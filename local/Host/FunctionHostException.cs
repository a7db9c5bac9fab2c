namespace NimbusFunctions.Local.Host;

/// <summary>The host cannot start; the message says for each reason, on a line of its own, what to do.</summary>
internal sealed class FunctionHostException : Exception
{
    public FunctionHostException(string message) : base(message)
    {
    }

    public FunctionHostException(string message, Exception cause) : base(message, cause)
    {
    }
}
