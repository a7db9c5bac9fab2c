using Azure.Core.Pipeline;

namespace Azure.Messaging.ServiceBus;

/// <summary>How a <see cref="ServiceBusClient"/> behaves.</summary>
public class ServiceBusClientOptions
{
    private ServiceBusRetryOptions retryOptions = new();

    /// <summary>How transient failures are tried again. A send keeps its message ids, so duplicate detection absorbs what arrived twice.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    public ServiceBusRetryOptions RetryOptions
    {
        get => retryOptions;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            retryOptions = value;
        }
    }

    /// <summary>A name for the client; a random one unless set.</summary>
    public string? Identifier { get; set; }

    /// <summary>What carries the requests; for tests.</summary>
    internal HttpPipelineTransport? Transport { get; set; }

    /// <summary>The clock of tokens and waits; for tests.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;
}
