namespace NimbusFunctions.Local.Broker.Rest;

/// <summary>A request that is answered with an error.</summary>
internal sealed class RestRefusal(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>The answer that Service Bus gives where a rule is broken.</summary>
    public static RestRefusal Of(BrokerException e) => new(
        e.Reason switch
        {
            BrokerReason.QuotaExceeded => StatusCodes.Status403Forbidden,
            BrokerReason.MessageTooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status400BadRequest,
        },
        e.Message);
}
