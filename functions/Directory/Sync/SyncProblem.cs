using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Directory.Sync;

/// <summary>Says in one sentence, without personal data, what ended a run early.</summary>
internal static class SyncProblem
{
    /// <summary>A neighbour, Graph or the store, let the slice wait too long.</summary>
    public const string Silence = "Nothing moved for 30 seconds.";

    /// <summary>Every team's members were refused, one by one.</summary>
    public const string RefusedLists = "Graph refuses the members of every team that was asked for: a permission is missing. Grant consent again.";

    public static string Describe(Exception failure) => GraphFailure.Classify(failure) switch
    {
        GraphTrouble.NoToken => "No token for this tenant: consent was revoked, or the app's credential is refused. Grant consent again.",
        GraphTrouble.Forbidden => $"Graph refused the request ({Status(failure)}): a permission is missing. Grant consent again.",
        GraphTrouble.Throttled => "Graph throttles this tenant.",
        GraphTrouble.ResyncRequired => "Graph asked for a full comparison twice in a run.",
        GraphTrouble.Unavailable => $"Graph does not answer as it should ({Status(failure)}).",
        _ when failure is OperationCanceledException => Silence,
        _ => failure.GetType().Name,
    };

    private static string Status(Exception failure) =>
        failure is ApiException { ResponseStatusCode: > 0 } answer ? $"status {answer.ResponseStatusCode}" : failure.GetType().Name;
}
