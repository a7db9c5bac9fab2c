namespace NimbusFunctions.Local.Broker;

/// <summary>Something that happens in a queue by the passing of time.</summary>
/// <param name="At">When.</param>
/// <param name="Key">The message's sequence number, or the session lock's number.</param>
/// <param name="Kind">What.</param>
internal readonly record struct Due(DateTimeOffset At, long Key, DueKind Kind) : IComparable<Due>
{
    public int CompareTo(Due other)
    {
        var order = At.CompareTo(other.At);
        if (order == 0)
            order = Key.CompareTo(other.Key);
        return order != 0 ? order : Kind.CompareTo(other.Kind);
    }
}
