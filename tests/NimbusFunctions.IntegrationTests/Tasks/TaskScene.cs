using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Storage;

namespace NimbusFunctions.IntegrationTests.Tasks;

/// <summary>A local edition, and services of one's own to post to.</summary>
internal sealed class TaskScene(LocalEditionFixture edition)
{
    // The app remembers services and settings for three seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public HttpClient System => edition.Client(edition.SystemToken);

    public HttpClient Admin => edition.Client(edition.AdminToken);

    public StoreTables Tables { get; } = new(new TableServiceClient(edition.Edition.Azurite.ConnectionString));

    public string Tenant => $"v1/tenants/{edition.TenantId}";

    /// <summary>A new service that takes every kind of task.</summary>
    /// <returns>Its id; its UPN is <see cref="Upn"/> of it.</returns>
    public async Task<string> ServiceAsync(string licence = "ContactCenter", string modalities = "\"Call\",\"Outbound\",\"ExternalTask\"")
    {
        var id = $"s{Guid.NewGuid():N}";
        var body = $$"""
            {"upn":"{{Upn(id)}}","displayName":"Tasks","assignmentType":"SkillBased","licence":"{{licence}}","modalities":[{{modalities}}]}
            """;
        Assert.Equal(201, (await System.CallAsync(HttpMethod.Put, $"{Tenant}/services/{id}", body)).Status);
        return id;
    }

    public static string Upn(string service) => $"{service}@alpenwerk.example";

    public static string External(string service) => $$"""{"serviceUpn":"{{Upn(service)}}"}""";

    public static string Entry(string service, TimeSpan ahead) => $$"""
        {"serviceUpn":"{{Upn(service)}}","destination":"+41441234567","dueDateTimeUtc":"{{(TimeProvider.System.GetUtcNow() + ahead):yyyy-MM-ddTHH:mm:ssZ}}"}
        """;

    /// <summary>How many tasks of a modality have a slot.</summary>
    public async Task<int> InUseAsync(string service, string modality = "ExternalTask") => Of(
        (await System.CallAsync(HttpMethod.Get, $"{Tenant}/services/{service}/usage")).Json, modality).GetProperty("inUse").GetInt32();

    public static JsonElement Of(JsonElement usage, string modality) =>
        usage.GetProperty("modalities").EnumerateArray().Single(one => one.GetProperty("modality").GetString() == modality);

    /// <summary>Somebody who is a member of a team, owns none, and administers nothing.</summary>
    public async Task<(string Id, HttpClient Http)> MemberAsync()
    {
        var teams = await edition.Control.TeamsAsync(edition.TenantId, TestContext.Current.CancellationToken);
        var owners = teams.SelectMany(team => team.Owners).ToHashSet();
        foreach (var id in teams.SelectMany(team => team.Members).Where(id => !owners.Contains(id)))
        {
            if (await OrdinaryAsync(id) is { } http)
                return (id, http);
        }

        throw new InvalidOperationException("Every member is an owner or an administrator.");
    }

    /// <summary>A client of a user who administers nothing; null where the user does.</summary>
    public async Task<HttpClient?> OrdinaryAsync(string userId)
    {
        var users = await edition.Control.UsersAsync(edition.TenantId, TestContext.Current.CancellationToken);
        var http = edition.Client(edition.UserToken(users.Single(user => user.Id == userId).UserPrincipalName));
        return (await http.CallAsync(HttpMethod.Get, $"{Tenant}/settings/general")).Status == 403 ? http : null;
    }

    /// <summary>Sets the whole section; what is not given is as usual.</summary>
    public async Task SetLimitsAsync(string section) =>
        Assert.Equal(200, (await System.CallAsync(HttpMethod.Put, $"{Tenant}/settings/limits", section)).Status);

    /// <summary>Waits until a cap that was written is in force.</summary>
    public async Task CapInForceAsync(string field, int cap)
    {
        var service = await ServiceAsync();
        await UntilAsync(
            () => System.CallAsync(HttpMethod.Get, $"{Tenant}/services/{service}/usage"),
            usage => Of(usage.Json, char.ToUpperInvariant(field[0]) + field[1..]).GetProperty("cap").GetInt32() == cap);
    }

    /// <summary>Gives a user a role, as an administrator would.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="role">The role.</param>
    /// <param name="unit">Where; null: in the whole tenant.</param>
    public async Task<IAsyncDisposable> AssignAsync(string userId, string role, string? unit)
    {
        var row = new TableEntity(edition.TenantId, $"role|{userId}|{role}") { ["Role"] = role, ["UnitId"] = unit };
        await Tables.Tenants.UpsertEntityAsync(row, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        return new Undo(() => Tables.Tenants.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, CancellationToken.None));
    }

    /// <summary>Sets a column of a row until the end of the test.</summary>
    public async Task<IAsyncDisposable> SetAsync(TableClient table, string rowKey, string column, string value)
    {
        var stop = TestContext.Current.CancellationToken;
        var before = (await table.GetEntityAsync<TableEntity>(edition.TenantId, rowKey, null, stop)).Value.GetString(column);
        await WriteAsync(value);
        return new Undo(() => WriteAsync(before));

        Task WriteAsync(string? text) => table.UpdateEntityAsync(
            new TableEntity(edition.TenantId, rowKey) { [column] = text }, Azure.ETag.All, TableUpdateMode.Merge, CancellationToken.None);
    }

    /// <summary>Calls until the answer is what it should be.</summary>
    public static async Task<Answer> UntilAsync(Func<Task<Answer>> call, Func<Answer, bool> isIt)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await call();
            if (isIt(answer) || TimeProvider.System.GetElapsedTime(start) > Patience)
                return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}
