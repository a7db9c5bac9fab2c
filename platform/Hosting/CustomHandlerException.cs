namespace Nimbus.Platform.Hosting;

/// <summary>The app cannot be a custom handler here; the message is one line that says what is wrong and what to do.</summary>
public sealed class CustomHandlerException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public CustomHandlerException()
    {
    }

    /// <summary>Creates an exception that says what is wrong and what to do.</summary>
    /// <param name="message">One line.</param>
    public CustomHandlerException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception that says what is wrong and what to do, with its cause.</summary>
    /// <param name="message">One line.</param>
    /// <param name="innerException">The cause.</param>
    public CustomHandlerException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
