using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Bench.Lists;

/// <summary>Puts users and services into a tenant of the local edition, and changes users of it.</summary>
internal sealed class ListsRig
{
    public const string Domain = "bench.example";
    private const int Departments = 40;
    private const int WritesAtOnce = 8;

    private readonly StoreTables tables;
    private readonly UserStore users;
    private readonly ServiceStore services;
    private readonly string tenant;

    public ListsRig(LocalEdition edition)
    {
        tenant = edition.Simulator.Tenants[0].Id;
        tables = new(new TableServiceClient(edition.Azurite.ConnectionString));
        (users, services) = (new(tables), new(tables));
    }

    public static string Id(int user) => string.Create(CultureInfo.InvariantCulture, $"b0000000-0000-4000-8000-{user:x12}");

    public static string Service(int service) => string.Create(CultureInfo.InvariantCulture, $"bench-{service:d4}");

    /// <summary>The tenant's users become as many; of four, one has Attendant Console.</summary>
    public async Task FillUsersAsync(int from, int to, CancellationToken stop)
    {
        NimbusUser[] missing = [.. Enumerable.Range(from, to - from).Select(User)];
        await users.WriteAsync(tenant, [.. missing.Select(user => new UserWrite(user, null))], stop);
        foreach (IGrouping<string, NimbusUser> bucket in missing.Where((_, index) => index % 4 == 0).GroupBy(user => UserRow.Partition(tenant, user.Id)))
        {
            await tables.Users.SubmitInChunksAsync(
                bucket.Select(user => new TableTransactionAction(
                    TableTransactionActionType.UpsertMerge, new Entitlement(UserLicences.ContactCenter | UserLicences.AttendantConsole, true).Write(tenant, user.Id))),
                stop);
        }
    }

    public Task FillServicesAsync(int count, CancellationToken stop) => Concurrently.ForEachAsync(
        Enumerable.Range(0, count), WritesAtOnce, (number, cancel) => services.CreateAsync(tenant, NewService(number), cancel), stop);

    /// <summary>A user's department becomes another: what a sync writes, from another process than the one that is asked.</summary>
    public async Task ChangeAsync(int user, CancellationToken stop)
    {
        if (await users.FindStoredAsync(tenant, Id(user), stop) is { } stored)
            await users.WriteAsync(tenant, [new(stored.User with { Details = stored.User.Details with { Department = $"Changed {user}" } }, stored.ETag)], stop);
    }

    private NimbusUser User(int number) => new(
        Id(number),
        new($"Given{number % 997} Surname{number}", $"Given{number % 997}", $"Surname{number}", $"user{number}@{(number % 10 == 0 ? "rare." : "")}{Domain}", $"Department {number % Departments}", $"user{number}@{Domain}"),
        OrganizationUnit.DefaultIdOf(tenant),
        number % 5 == 0 ? UserSource.Manual : UserSource.Synced,
        UserState.Active,
        [new(Service(number % 1_000), Role.TeamMember), new(Service((number * 7) % 1_000), Role.TeamMember)],
        TimeProvider.System.GetUtcNow());

    private Service NewService(int number) => new(
        Service(number), $"bench-{number}@{Domain}", $"Bench service {number}", number % 3 == 0 ? ServiceVocabulary.SkillBased : "None", null,
        OrganizationUnit.DefaultIdOf(tenant), number % 4 == 0 ? "EnterpriseRouting" : ServiceVocabulary.ContactCenter, [ServiceVocabulary.Call], false, false, true, true, "Normal",
        Role.TeamOwner.ToString(), ServiceState.Operational, 20, TimeProvider.System.GetUtcNow());
}
