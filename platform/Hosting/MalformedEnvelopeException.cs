namespace Nimbus.Platform.Hosting;

/// <summary>What was posted to a function is not the host's envelope. The message never quotes what came.</summary>
internal sealed class MalformedEnvelopeException(string message, int statusCode = 400) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
