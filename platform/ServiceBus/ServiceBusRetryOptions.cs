namespace Azure.Messaging.ServiceBus;

/// <summary>How transient failures are tried again.</summary>
public class ServiceBusRetryOptions
{
    private int maxRetries = 3;
    private TimeSpan delay = TimeSpan.FromSeconds(0.8);
    private TimeSpan maxDelay = TimeSpan.FromMinutes(1);
    private TimeSpan tryTimeout = TimeSpan.FromMinutes(1);

    /// <summary>How the time between two tries grows; exponentially unless set.</summary>
    public ServiceBusRetryMode Mode { get; set; } = ServiceBusRetryMode.Exponential;

    /// <summary>Tries after the first, 0 to 100; 3 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of the range.</exception>
    public int MaxRetries
    {
        get => maxRetries;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100);
            maxRetries = value;
        }
    }

    /// <summary>The time before the second try, 1 ms to 5 minutes; 0.8 seconds unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of the range.</exception>
    public TimeSpan Delay
    {
        get => delay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMinutes(5));
            delay = value;
        }
    }

    /// <summary>The longest time between two tries; a minute unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below zero.</exception>
    public TimeSpan MaxDelay
    {
        get => maxDelay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            maxDelay = value;
        }
    }

    /// <summary>How long one try may take, and how long a receive waits that says no time of its own; a minute unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero, or over an hour.</exception>
    public TimeSpan TryTimeout
    {
        get => tryTimeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1));
            tryTimeout = value;
        }
    }
}
