using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Admission;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>
/// What was answered to a key, looked up before a post is refused for something that changes with time: the same key
/// gives the same answer, also once the task is due or the service is being deleted.
/// </summary>
internal sealed class FirstAnswers(StoreTables tables, TimeProvider time)
{
    public async Task<AdmissionAnswer?> FindAsync(TaskPartition partition, IdempotencyKey key, CancellationToken cancellation)
    {
        var row = await tables.Tasks.GetEntityIfExistsAsync<TableEntity>(partition.Key, KeyRow.Key(key.Name), null, cancellation);
        return KeyRow.Answer(row.HasValue ? row.Value : null, key, time.GetUtcNow());
    }
}
