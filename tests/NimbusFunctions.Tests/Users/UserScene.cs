using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;

namespace NimbusFunctions.Tests.Users;

/// <summary>Users of an app in this process, and calls about them.</summary>
internal static class UserScene
{
    public const string OfTenant = Samples.OfTenant;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static string PathOf(string user, string? tab = null) => tab is null ? $"{OfTenant}/users/{user}" : $"{OfTenant}/users/{user}/{tab}";

    /// <summary>Puts a user into the list, with licences.</summary>
    public static async Task<string> UserAsync(this ApiHouse house, string licences = "", string? unit = null, params Membership[] memberships)
    {
        var id = Guid.NewGuid().ToString("D");
        var row = UserRow.Write(ApiHouse.Tenant, new(
            id, new("Ada Lovelace", "Ada", "Lovelace", $"ada{id[..8]}@alpenwerk.example", "Sales", $"ada{id[..8]}@alpenwerk.example"),
            unit ?? OrganizationUnit.DefaultIdOf(ApiHouse.Tenant), UserSource.Manual, UserState.Active, memberships, TimeProvider.System.GetUtcNow()));
        await house.Tables.Users.UpsertEntityAsync(row, TableUpdateMode.Replace, Stop);
        if (licences.Length > 0)
            await house.LicenceAsync(id, licences.Split(' ')).IsOkAsync();
        return id;
    }

    public static async Task<Reply> LicenceAsync(this ApiHouse house, string user, params string[] licences)
    {
        using var system = house.System();
        return await system.CallAsync(HttpMethod.Put, PathOf(user, "licences"), new JsonObject { ["licences"] = new JsonArray([.. licences.Select(name => (JsonNode)name)]) }.ToJsonString());
    }

    public static async Task<Reply> IsOkAsync(this Task<Reply> reply, HttpStatusCode status = HttpStatusCode.OK) => (await reply).IsOk(status);

    public static Task<StoredUser?> StoredAsync(this ApiHouse house, string user) =>
        house.Services.GetRequiredService<UserStore>().FindStoredAsync(ApiHouse.Tenant, user, Stop);

    /// <summary>Writes the user as the sync does, over what is there.</summary>
    public static async Task SyncedAsync(this ApiHouse house, string user, Func<NimbusUser, NimbusUser> change)
    {
        var stored = (await house.StoredAsync(user))!;
        Assert.NotEmpty(await house.Services.GetRequiredService<UserStore>().WriteAsync(ApiHouse.Tenant, [new(change(stored.User), stored.ETag)], Stop));
    }

    /// <summary>Gives the user a task.</summary>
    public static Task TaskAsync(this ApiHouse house, string user, Modality modality) => house.Tables.Tasks.UpsertEntityAsync(
        new TableEntity(TaskPartition.Of(ApiHouse.Tenant, "service", modality).Key, $"t|{Guid.NewGuid():N}") { ["User"] = user }, TableUpdateMode.Replace, Stop);

    public static async Task EndTasksAsync(this ApiHouse house)
    {
        await foreach (var row in house.Tables.Tasks.QueryAsync<TableEntity>(cancellationToken: Stop))
            await house.Tables.Tasks.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Stop);
    }

    public static async Task<string> ServiceAsync(this HttpClient system, string id, string type = "SkillBased", string licence = "ContactCenter")
    {
        (await system.CallAsync(
            HttpMethod.Put, $"{OfTenant}/services/{id}",
            string.Create(CultureInfo.InvariantCulture, $$"""{"upn":"{{id}}@alpenwerk.example","displayName":"Service {{id}}","assignmentType":"{{type}}","licence":"{{licence}}"}"""))).IsOk(HttpStatusCode.Created);
        return id;
    }

    /// <summary>A member of a service, as whoever makes members writes it.</summary>
    public static async Task<Membership> MemberAsync(this ApiHouse house, string service, string user, Role role)
    {
        await house.Services.GetRequiredService<NimbusFunctions.Directory.Services.MembershipStore>()
            .PutAsync(ApiHouse.Tenant, service, [KeyValuePair.Create(user, role)], _ => false, true, Stop);
        return new(service, role);
    }
}
