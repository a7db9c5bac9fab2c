using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction that the service refused as a whole: nothing of it was applied.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>The service writes "3:message" when the fourth action failed; the parser leaves the 3 under this key.</summary>
    internal const string IndexKey = "FailedEntity";

    /// <summary>Wraps the failure of one action.</summary>
    /// <param name="requestFailedException">The failure, with its status, error code and data.</param>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            (requestFailedException ?? throw new ArgumentNullException(nameof(requestFailedException))).Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys)
            Data[key] = requestFailedException.Data[key];

        if (Data[IndexKey] is string text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            FailedTransactionActionIndex = index;
    }

    /// <summary>The zero-based position of the action that failed; null if the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
