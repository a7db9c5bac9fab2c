namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>What the gate remembers of one trigger's address.</summary>
internal sealed class GateDoor
{
    /// <summary>When the calls began that are under way, as the clock's stamps.</summary>
    public List<long> Running { get; } = [];

    /// <summary>When somebody last asked to call it, as the clock's stamp.</summary>
    public long Asked { get; set; }

    /// <summary>How often it went wrong since it last went well.</summary>
    public int Failures { get; set; }

    /// <summary>Whether the last call took long.</summary>
    public bool IsSlow { get; set; }

    /// <summary>How long it is left alone, from <see cref="RestBegan"/>.</summary>
    public TimeSpan Rest { get; set; }

    public long RestBegan { get; set; }

    /// <summary>About how many messages were turned away and will come again.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether it may be forgotten.</summary>
    public bool IsIdle => Running.Count == 0 && Failures == 0 && !IsSlow && Waiting == 0;
}
