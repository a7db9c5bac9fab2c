using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>Signs every try of a request anew, so that a long row of tries does not outlive its token.</summary>
internal sealed class SasPolicy(Func<string> token) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue(HttpHeader.Names.Authorization, token());
}
