namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>What an answer means for the news that met it and for the trigger.</summary>
internal abstract record DeliveryVerdict
{
    private DeliveryVerdict()
    {
    }

    /// <summary>The flow has it.</summary>
    public sealed record Delivered : DeliveryVerdict;

    /// <summary>The address has trouble that passes: the same news again later.</summary>
    /// <param name="Delay">How long until then.</param>
    /// <param name="Reason">What it answered.</param>
    /// <param name="Rest">How long the address wants to be left alone; null: it does not say.</param>
    public sealed record Later(TimeSpan Delay, string Reason, TimeSpan? Rest) : DeliveryVerdict;

    /// <summary>The address takes no news: the trigger is suspended, and the news kept.</summary>
    public sealed record AddressGone(string Reason) : DeliveryVerdict;

    /// <summary>The address had trouble for too long.</summary>
    public sealed record GivenUp(string Reason) : DeliveryVerdict;
}
