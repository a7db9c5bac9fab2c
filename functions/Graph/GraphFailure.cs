using System.Net;
using Azure;
using Azure.Identity;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions;

namespace NimbusFunctions.Graph;

/// <summary>What kind of trouble an answer of Graph is; the only place that looks at codes.</summary>
internal enum GraphTrouble
{
    /// <summary>The change token is no longer good: compare everything anew.</summary>
    ResyncRequired,

    /// <summary>Too many requests.</summary>
    Throttled,

    /// <summary>A permission is missing, or was taken away.</summary>
    Forbidden,

    /// <summary>No token for this tenant: consent revoked, or the credential is refused.</summary>
    NoToken,

    /// <summary>Anything that another try may mend.</summary>
    Unavailable,
}

/// <summary>Tells the kinds of trouble apart.</summary>
internal static class GraphFailure
{
    private static readonly string[] ResyncCodes =
        ["syncStateNotFound", "resyncRequired", "resyncApplyDifferences", "resyncUploadDifferences"];

    /// <summary>Whether a status says that whoever asks may not see the answer.</summary>
    public static bool IsRefusal(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>Null where the exception is none of Graph's.</summary>
    public static GraphTrouble? Classify(Exception failure) => failure switch
    {
        ThrottledException => GraphTrouble.Throttled,
        AuthenticationFailedException when IsSilence(failure.InnerException) => GraphTrouble.Unavailable,
        AuthenticationFailedException => GraphTrouble.NoToken,
        ODataError error when IsResync(error) => GraphTrouble.ResyncRequired,
        ApiException { ResponseStatusCode: 429 } => GraphTrouble.Throttled,
        ApiException { ResponseStatusCode: 401 or 403 } => GraphTrouble.Forbidden,
        ApiException => GraphTrouble.Unavailable,
        HttpRequestException or IOException => GraphTrouble.Unavailable,
        _ => null,
    };

    // The token endpoint did not answer, or said that it is out of order: nothing is known of the consent.
    private static bool IsSilence(Exception? cause) => cause switch
    {
        null => false,
        MsalServiceException { StatusCode: 429 or >= 500 } => true,
        RequestFailedException { Status: 0 or 429 or >= 500 } => true,
        HttpRequestException or IOException or OperationCanceledException or TimeoutException => true,
        AggregateException many => many.InnerExceptions.Any(IsSilence),
        _ => IsSilence(cause.InnerException),
    };

    // 410, or 400/404 with one of the codes at any depth and in any case (Graph: "Use delta query to track changes",
    // "Microsoft Graph error responses"); never the message.
    private static bool IsResync(ODataError error) => error.ResponseStatusCode switch
    {
        410 => true,
        400 or 404 => Codes(error).Any(code => ResyncCodes.Contains(code, StringComparer.OrdinalIgnoreCase)),
        _ => false,
    };

    private static IEnumerable<string> Codes(ODataError error)
    {
        if (error.Error?.Code is { } code)
            yield return code;
        if (error.Error?.InnerError?.AdditionalData.TryGetValue("code", out var inner) == true && inner?.ToString() is { } text)
            yield return text;
        foreach (var detail in error.Error?.Details ?? [])
        {
            if (detail.Code is { } detailed)
                yield return detailed;
        }
    }
}
