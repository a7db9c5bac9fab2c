using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>Writes a transaction as one multipart request ("Performing entity group transactions").</summary>
internal static class TransactionBody
{
    public static string ContentType(Guid batch) => $"multipart/mixed; boundary=batch_{batch}";

    /// <exception cref="TableTransactionFailedException">400 ContentLengthExceeded: it grew above 4 MiB, with the index of the action that did it.</exception>
    public static PooledBuffer Write(TableRest rest, string table, IReadOnlyList<TableTransactionAction> actions, Guid batch, Guid changeset)
    {
        PooledBuffer body = new();
        using EntityWriter json = new(body);
        body.Append($"--batch_{batch}\r\nContent-Type: multipart/mixed; boundary=changeset_{changeset}\r\n\r\n");

        var part = $"--changeset_{changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";
        for (var i = 0; i < actions.Count; i++)
        {
            body.Append(part);
            WriteAction(body, json, rest, table, actions[i]);
            if (body.Length > TransactionRules.MaxBytes)
            {
                body.Return();
                throw TransactionRules.TooManyBytes.ToException(i);
            }
        }

        body.Append($"--changeset_{changeset}--\r\n--batch_{batch}--\r\n");
        return body;
    }

    private static void WriteAction(PooledBuffer body, EntityWriter json, TableRest rest, string table, TableTransactionAction action)
    {
        var entity = EntityType.Require(action.Entity);
        var isAdd = action.ActionType == TableTransactionActionType.Add;

        // The address must be absolute: the emulator finds nothing in a relative one.
        body.Append(Verb(action.ActionType));
        body.Append(isAdd ? rest.TableUri(table) : rest.EntityUri(table, entity.PartitionKey, entity.RowKey));
        body.Append(" HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n"u8);
        if (isAdd)
            body.Append("Prefer: return-no-content\r\n"u8);

        if (IfMatch(action) is { } etag)
            body.Append(string.Create(CultureInfo.InvariantCulture, $"If-Match: {etag}\r\n"));

        if (action.ActionType == TableTransactionActionType.Delete)
        {
            body.Append("\r\n"u8);
            return;
        }

        body.Append("Content-Type: application/json\r\n\r\n"u8);
        json.Write(entity);
        body.Append("\r\n"u8);
    }

    private static ReadOnlySpan<byte> Verb(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST "u8,
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH "u8,
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT "u8,
        TableTransactionActionType.Delete => "DELETE "u8,
        _ => throw new InvalidOperationException($"Unknown action {type}."),
    };

    private static string? IfMatch(TableTransactionAction action) => action.ActionType switch
    {
        // Azure refuses a delete without a condition, the emulator takes it as "*".
        TableTransactionActionType.Delete when action.ETag == default => ETag.All.ToString(),
        TableTransactionActionType.Delete => action.ETag.ToString(),
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace when action.ETag != default => action.ETag.ToString(),
        _ => null,
    };
}
