using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Licences.Changes;

/// <summary>
/// Changes of many users' licences: partition <c>{tenant}|licences|{yyyyMMdd}</c> of the table <c>Runs</c>, so that retention
/// takes whole days. Keys begin with the change's time and number; behind it stands the change itself, and a row for each user.
/// </summary>
internal sealed class LicenceChangeStore(StoreTables tables)
{
    public const string Infix = "licences|";

    private const string IdFormat = "yyyyMMddHHmmss";
    private const int IdBytes = 6;
    private const string Itself = "change";

    private static readonly string[] Counted = ["Outcome"];

    /// <summary>The id of a new change.</summary>
    public static string NewId(DateTimeOffset now) =>
        $"{now.UtcDateTime.ToString(IdFormat, CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}";

    /// <summary>Whether a text can be an id.</summary>
    public static bool IsId(string text) => text.Length == IdFormat.Length + 1 + (2 * IdBytes) && text[IdFormat.Length] == '-'
        && text[..IdFormat.Length].All(char.IsAsciiDigit) && text[(IdFormat.Length + 1)..].All(char.IsAsciiHexDigitLower);

    /// <returns>The change, with the tag that guards the next write of it.</returns>
    public async Task<(LicenceChange Change, ETag ETag)?> FindAsync(string tenant, string id, CancellationToken cancellation)
    {
        var row = await tables.Runs.GetEntityIfExistsAsync<TableEntity>(Partition(tenant, id), Key(id, Itself), null, cancellation);
        return row.HasValue
            ? (JsonSerializer.Deserialize(row.Value!.Text("Json"), NimbusJson.Stored.LicenceChange)!, row.Value!.ETag)
            : null;
    }

    /// <param name="tenant">The tenant.</param>
    /// <param name="change">The change as it is to be.</param>
    /// <param name="over">The tag of what was read; null: it is new.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>False where somebody changed it meanwhile.</returns>
    public async Task<bool> WriteAsync(string tenant, LicenceChange change, ETag? over, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition(tenant, change.Id), Key(change.Id, Itself)) { ["Json"] = JsonSerializer.Serialize(change, NimbusJson.Default.LicenceChange) };
        return await tables.Runs.WriteOverAsync(row, over, cancellation) is not null;
    }

    /// <summary>Writes down whom a change is about.</summary>
    public Task AddUsersAsync(string tenant, string id, IEnumerable<string> users, CancellationToken cancellation) => tables.Runs.SubmitInChunksAsync(
        users.Select(user => Upsert(tenant, id, user, row => row["Outcome"] = LicenceOutcome.Pending)), cancellation);

    /// <summary>Notes what users have before it is changed, so that who comes after a crash knows that it was.</summary>
    public Task NoteAsync(string tenant, string id, IEnumerable<KeyValuePair<string, UserLicences>> before, CancellationToken cancellation) =>
        tables.Runs.SubmitInChunksAsync(before.Select(user => Upsert(tenant, id, user.Key, row => row["Before"] = (int)user.Value)), cancellation);

    public Task EndAsync(string tenant, string id, IEnumerable<LicenceOutcome> outcomes, CancellationToken cancellation) => tables.Runs.SubmitInChunksAsync(
        outcomes.Select(outcome => Upsert(tenant, id, outcome.UserId, row =>
            (row["Outcome"], row["Reason"], row["Detail"]) = (outcome.Outcome, outcome.Reason ?? "", outcome.Detail ?? ""))), cancellation);

    /// <summary>The next users without an outcome, by id.</summary>
    public async Task<IReadOnlyList<PendingUser>> PendingAsync(string tenant, string id, string after, int most, CancellationToken cancellation)
    {
        var pending = new List<PendingUser>();
        var filter = $"{OfUsers(tenant, id, after)} and {TableClient.CreateQueryFilter($"Outcome eq {LicenceOutcome.Pending}")}";
        await foreach (var row in tables.Runs.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellation))
        {
            pending.Add(new(UserOf(id, row), row.GetInt32("Before") is { } before ? (UserLicences)before : null));
            if (pending.Count == most)
                break;
        }

        return pending;
    }

    /// <summary>How many users have which outcome.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(string tenant, string id, CancellationToken cancellation)
    {
        var counts = LicenceOutcome.All.ToDictionary(outcome => outcome, _ => 0, StringComparer.Ordinal);
        await foreach (var row in tables.Runs.QueryAsync<TableEntity>(OfUsers(tenant, id, ""), null, Counted, cancellation))
            counts[row.Text("Outcome")]++;
        return counts;
    }

    /// <summary>What became of users, by id.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The change.</param>
    /// <param name="outcome">Only those with this one; null: all.</param>
    /// <param name="after">Behind this user.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<LicenceOutcome>> ReadAsync(
        string tenant, string id, string? outcome, string after, int most, CancellationToken cancellation)
    {
        var found = new List<LicenceOutcome>();
        var filter = OfUsers(tenant, id, after) + (outcome is null ? "" : TableClient.CreateQueryFilter($" and Outcome eq {outcome}"));
        await foreach (var row in tables.Runs.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellation))
        {
            found.Add(new(UserOf(id, row), row.Text("Outcome"), NullIfEmpty(row.GetString("Reason")), NullIfEmpty(row.GetString("Detail"))));
            if (found.Count == most)
                break;
        }

        return found;
    }

    private static TableTransactionAction Upsert(string tenant, string id, string user, Action<TableEntity> write)
    {
        var row = new TableEntity(Partition(tenant, id), Key(id, user));
        write(row);
        return new(TableTransactionActionType.UpsertMerge, row);
    }

    private static string OfUsers(string tenant, string id, string after)
    {
        // Ids of users begin with a hexadecimal digit; the change itself is read by its key alone.
        var (first, end) = (after.Length == 0 ? Key(id, "") : Key(id, after), Key(id, "~"));
        var change = Key(id, Itself);
        return TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, id)} and RowKey gt {first} and RowKey lt {end} and RowKey ne {change}");
    }

    private static string Partition(string tenant, string id) => $"{tenant}|{Infix}{id[..8]}";

    private static string Key(string id, string what) => $"{id[8..IdFormat.Length]}|{id[(IdFormat.Length + 1)..]}|{what}";

    private static string UserOf(string id, TableEntity row) => row.RowKey[Key(id, "").Length..];

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
