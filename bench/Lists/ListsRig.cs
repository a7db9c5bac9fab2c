using System.Globalization;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Lists;
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

    private readonly int count;

    /// <param name="edition">The local edition.</param>
    /// <param name="count">How many users.</param>
    public ListsRig(LocalEdition edition, int count)
    {
        this.count = count;
        tenant = edition.Simulator.Tenants[0].Id;
        tables = new(new TableServiceClient(edition.Azurite.ConnectionString));
        (users, services) = (new(tables), new(tables));
    }

    public static string Id(int user) => string.Create(CultureInfo.InvariantCulture, $"b0000000-0000-4000-8000-{user:x12}");

    public static string Service(int service) => string.Create(CultureInfo.InvariantCulture, $"bench-{service:d4}");

    /// <summary>Writes all services and users; of four users, one has Attendant Console.</summary>
    public async Task FillAsync(CancellationToken stop)
    {
        await Concurrently.ForEachAsync(
            Enumerable.Range(0, ListsBench.Services), WritesAtOnce, (number, cancel) => services.CreateAsync(tenant, NewService(number), cancel), stop);
        NimbusUser[] all = [.. Enumerable.Range(0, count).Select(User)];
        await users.WriteAsync(tenant, [.. all.Select(user => new UserWrite(user, null))], stop);
        foreach (var bucket in all.Where((_, index) => index % 4 == 0).GroupBy(user => UserRow.Partition(tenant, user.Id)))
        {
            await tables.Users.SubmitInChunksAsync(
                bucket.Select(user => new TableTransactionAction(
                    TableTransactionActionType.UpsertMerge, new Entitlement(UserLicences.ContactCenter | UserLicences.AttendantConsole, true).Write(tenant, user.Id))),
                stop);
        }
    }

    /// <summary>A user's department becomes another: what a sync writes, from another process than the one that is asked.</summary>
    public async Task ChangeAsync(int user, string department, CancellationToken stop)
    {
        if (await users.FindStoredAsync(tenant, Id(user % count), stop) is { } stored)
            await users.WriteAsync(tenant, [new(stored.User with { Details = stored.User.Details with { Department = department } }, stored.ETag)], stop);
    }

    /// <summary>A user is removed, as an administrator does it, by another process.</summary>
    public async Task RemoveAsync(int user, CancellationToken stop)
    {
        while (await users.FindStoredAsync(tenant, Id(user), stop) is { } stored && !await users.RemoveListedAsync(tenant, stored, stop))
        {
            // Changed meanwhile: read again.
        }
    }

    /// <summary>What a process remembers of a user, in both orders.</summary>
    public async Task<double> BytesPerUserAsync(CancellationToken stop)
    {
        UserLists lists = new(tables, new TenantStore(tables), TimeProvider.System, NullLogger<UserLists>.Instance);
        var before = Held();
        var sheet = await lists.ReadAsync(tenant, stop);
        var read = sheet.ByName.Count;
        var held = Held() - before;
        GC.KeepAlive(lists);
        return held > 0 && read > 0 ? (double)held / read : throw new BenchException("What is remembered could not be measured.");
    }

    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private NimbusUser User(int number) => new(
        Id(number),
        new($"Given{number % 997} Surname{number}", $"Given{number % 997}", $"Surname{number}", $"user{number}@{(number % 10 == 0 ? "rare." : "")}{Domain}", $"Department {number % Departments}", $"user{number}@{Domain}"),
        OrganizationUnit.DefaultIdOf(tenant),
        number % 5 == 0 ? UserSource.Manual : UserSource.Synced,
        UserState.Active,
        [.. new[] { number % ListsBench.Services, number * 7 % ListsBench.Services }.Distinct().Select(service => new Membership(Service(service), Role.TeamMember))],
        TimeProvider.System.GetUtcNow());

    private Service NewService(int number) => new(
        Service(number), $"bench-{number}@{Domain}", $"Bench service {number}", number % 3 == 0 ? ServiceVocabulary.SkillBased : "None", null,
        OrganizationUnit.DefaultIdOf(tenant), number % 4 == 0 ? "EnterpriseRouting" : ServiceVocabulary.ContactCenter, [ServiceVocabulary.Call], false, false, true, true, "Normal",
        Role.TeamOwner.ToString(), ServiceState.Operational, 20, TimeProvider.System.GetUtcNow());
}
