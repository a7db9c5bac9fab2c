namespace Azure.Communication;

/// <summary>Somebody or something that takes part in a communication.</summary>
public abstract class CommunicationIdentifier
{
    /// <summary>For those who derive from it.</summary>
    protected CommunicationIdentifier()
    {
    }
}
