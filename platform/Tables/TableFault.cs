using System.Globalization;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>Why the service would refuse a request, found before it is sent.</summary>
/// <remarks>
/// The emulator accepts much that the service refuses, so what passes every test could fail in the cloud. The client
/// refuses it in both, with the service's own status and code, so that callers handle one kind of error.
/// </remarks>
internal sealed record TableFault(TableErrorCode Code, string Message)
{
    public RequestFailedException ToException() => new(400, Message, Code.ToString(), null);

    public TableTransactionFailedException ToException(int index)
    {
        var inner = ToException();
        inner.Data[TableTransactionFailedException.IndexKey] = index.ToString(CultureInfo.InvariantCulture);
        return new TableTransactionFailedException(inner);
    }

    public static void Throw(TableFault? fault)
    {
        if (fault is not null)
            throw fault.ToException();
    }
}
