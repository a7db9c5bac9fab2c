using System.Net;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>Turns failed requests into the exceptions of the Service Bus client.</summary>
internal static class RestErrors
{
    private const int LongestDetail = 1000;

    /// <summary>
    /// What a caller is told of an answer that is an error (Service Bus REST, "Status and error codes"). Under a lock, 404 means that no
    /// message has that id or lock; 410 says that the queue does not exist.
    /// </summary>
    public static Exception Of(Response response, string entityPath, RestOperation operation)
    {
        var detail = Detail(response);
        return (response.Status, operation) switch
        {
            (401, _) => new UnauthorizedAccessException(detail),
            (404, RestOperation.Settle) => Failure(ServiceBusFailureReason.MessageLockLost),
            (404 or 410, _) => Failure(ServiceBusFailureReason.MessagingEntityNotFound),
            (413, _) => Failure(ServiceBusFailureReason.MessageSizeExceeded),
            (403, RestOperation.Send) when IsTooLarge(detail) => Failure(ServiceBusFailureReason.MessageSizeExceeded),
            (403, _) => Failure(ServiceBusFailureReason.QuotaExceeded),
            (429 or 503, _) => Failure(ServiceBusFailureReason.ServiceBusy),
            (408 or 504, _) => Failure(ServiceBusFailureReason.ServiceTimeout),
            ( >= 500, _) => new ServiceBusException(true, detail, entityPath, ServiceBusFailureReason.GeneralError),
            _ => new InvalidOperationException(detail),
        };

        ServiceBusException Failure(ServiceBusFailureReason reason) => new(detail, reason, entityPath);
    }

    /// <summary>What a caller is told when there was no answer; null: the exception says it well enough itself.</summary>
    public static Exception? Of(Exception exception, string entityPath) => exception switch
    {
        AggregateException { InnerException: { } last } => Of(last, entityPath),
        RequestFailedException { Status: 0 } => new ServiceBusException(
            "The service could not be reached. " + exception.Message, ServiceBusFailureReason.ServiceCommunicationProblem, entityPath, exception),
        OperationCanceledException => new ServiceBusException(
            "The service did not answer in time.", ServiceBusFailureReason.ServiceTimeout, entityPath, exception),
        _ => null,
    };

    // The service has one status for a full queue and for a message that is too large; the text tells them apart.
    private static bool IsTooLarge(string detail) => detail.Contains("exceeds the limit", StringComparison.OrdinalIgnoreCase);

    private static string Detail(Response response)
    {
        var body = response.Content.ToString();
        var start = body.IndexOf("<Detail>", StringComparison.OrdinalIgnoreCase);
        var end = body.IndexOf("</Detail>", StringComparison.OrdinalIgnoreCase);
        var detail = start >= 0 && end > start ? WebUtility.HtmlDecode(body[(start + "<Detail>".Length)..end]) : response.ReasonPhrase;
        detail = string.IsNullOrEmpty(detail) ? "The service refused the request." : detail;
        return $"{(detail.Length > LongestDetail ? detail[..LongestDetail] : detail)} (HTTP {response.Status})";
    }
}
