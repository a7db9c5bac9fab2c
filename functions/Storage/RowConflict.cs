using Azure;

namespace NimbusFunctions.Storage;

/// <summary>Tells apart the answers of the store that mean somebody else was there first.</summary>
internal static class RowConflict
{
    /// <summary>
    /// 412: the ETag is no longer the row's; 409: the row to add exists. Both are answers, not failures
    /// (Tables: "Table service error codes", UpdateConditionNotSatisfied and EntityAlreadyExists).
    /// </summary>
    public static bool Is(RequestFailedException failure) => failure.Status is 409 or 412;

    /// <summary>The same, or the row is gone (404, ResourceNotFound): whoever writes over what was read has to read again.</summary>
    public static bool IsOrGone(RequestFailedException failure) => failure.Status == 404 || Is(failure);
}
