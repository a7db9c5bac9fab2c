using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>Signs each try of a request with the account's key ("Authorize with Shared Key": SharedKeyLite of the table service).</summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        // The service refuses a date more than 15 minutes off, so a retry needs a new one.
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue(
            "Authorization",
            $"SharedKeyLite {credential.AccountName}:{credential.Sign(StringToSign(date, credential.AccountName, message.Request.Uri.ToUri()))}");
    }

    /// <summary>The date and the canonicalized resource: the account, the path as it is sent, and of the query only <c>comp</c>.</summary>
    public static string StringToSign(string date, string accountName, Uri uri)
    {
        var resource = $"{date}\n/{accountName}{uri.AbsolutePath}";
        foreach (var part in uri.Query.TrimStart('?').Split('&'))
        {
            if (part.StartsWith("comp=", StringComparison.OrdinalIgnoreCase))
                return $"{resource}?{part}";
        }

        return resource;
    }
}
