using Azure.Core;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>The options of Service Bus in the terms of Azure.Core.</summary>
internal sealed class PipelineOptions : ClientOptions
{
    public PipelineOptions(ServiceBusClientOptions options)
    {
        Retry.Mode = options.RetryOptions.Mode == ServiceBusRetryMode.Fixed ? RetryMode.Fixed : RetryMode.Exponential;
        Retry.MaxRetries = options.RetryOptions.MaxRetries;
        Retry.Delay = options.RetryOptions.Delay;
        Retry.MaxDelay = options.RetryOptions.MaxDelay;
        Retry.NetworkTimeout = options.RetryOptions.TryTimeout;
        if (options.Transport is { } transport)
            Transport = transport;
    }
}
