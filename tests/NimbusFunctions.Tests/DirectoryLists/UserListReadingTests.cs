using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tests.DirectorySync;

namespace NimbusFunctions.Tests.DirectoryLists;

/// <summary>What is remembered of a user list is what a fresh reading finds, whatever happened.</summary>
public class UserListReadingTests
{
    private const string Tenant = "10000000-0000-0000-0000-000000000001";
    private const int Population = 60;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Read_AfterAnySequence_IsWhatAFreshReadingFinds() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), seed => RunAsync(new Random(seed)).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Read_UserRemoved_IsSeenByTheMarkAlone()
    {
        var scene = new Scene(new Random(1));
        await scene.Store.WriteAsync(Tenant, [new(scene.User(1), null), new(scene.User(2), null)], Stop);
        var sheet = await scene.Reading.ReadAsync(Tenant, null, Stop);
        // Far from where the newest row lies, so that only the mark is in what is read.
        scene.StoreClock.Advance(TimeSpan.FromHours(1));

        await scene.Store.RemoveListedAsync(Tenant, (await scene.Store.FindStoredAsync(Tenant, Arbitraries.Id(1), Stop))!, Stop);

        Assert.Equal([Arbitraries.Id(2)], Ids(await scene.Reading.ReadAsync(Tenant, sheet, Stop)));
    }

    [Fact]
    public async Task Read_RowVanishedWithoutAMark_IsSeenWhenItsBucketIsReadWhole()
    {
        var scene = new Scene(new Random(1));
        await scene.Store.WriteAsync(Tenant, [new(scene.User(1), null)], Stop);
        var sheet = await scene.Reading.ReadAsync(Tenant, null, Stop);
        await scene.Tables.Users.DeleteEntityAsync(UserRow.Partition(Tenant, Arbitraries.Id(1)), Arbitraries.Id(1), Azure.ETag.All, Stop);

        for (var step = 0; step < 20; step++)
        {
            scene.AppClock.Advance(UserListReading.WholeEvery / 16);
            sheet = await scene.Reading.ReadAsync(Tenant, sheet, Stop);
        }

        Assert.Empty(Ids(sheet));
    }

    [Fact]
    public async Task Read_TenantRegisteredAnew_HasNothingOfTheFormer()
    {
        var scene = new Scene(new Random(1));
        await scene.Store.WriteAsync(Tenant, [new(scene.User(1), null)], Stop);
        var sheet = await scene.Reading.ReadAsync(Tenant, null, Stop);
        await scene.Tables.Users.DeleteEntityAsync(UserRow.Partition(Tenant, Arbitraries.Id(1)), Arbitraries.Id(1), Azure.ETag.All, Stop);
        scene.Registered = Start.AddSeconds(1);

        Assert.Empty(Ids(await scene.Reading.ReadAsync(Tenant, sheet, Stop)));
    }

    private static async Task RunAsync(Random random)
    {
        var scene = new Scene(random);
        UserSheet? sheet = null;
        for (var round = 0; round < 12; round++)
        {
            for (var deed = random.Next(6); deed > 0; deed--)
                await scene.ActAsync();
            // Others write while it is read.
            scene.Users.BeforePage = () => random.Next(4) == 0 ? scene.ActAsync() : Task.CompletedTask;
            sheet = await scene.Reading.ReadAsync(Tenant, sheet, Stop);
            _ = sheet.ByName;
            scene.Users.BeforePage = () => Task.CompletedTask;
            sheet = await scene.Reading.ReadAsync(Tenant, sheet, Stop);

            var fresh = await scene.Reading.ReadAsync(Tenant, null, Stop);
            Assert.Equal(Lines(fresh.ById), Lines(sheet.ById));
            Assert.Equal(Lines(fresh.ByName), Lines(sheet.ByName));
            Pass(random.Next(5) == 0 ? random.Next(400) : random.Next(4));
        }

        void Pass(int seconds)
        {
            scene.StoreClock.Advance(TimeSpan.FromSeconds(seconds));
            scene.AppClock.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    private static List<string> Ids(UserSheet sheet) => [.. sheet.ById.All.ToArray().Select(user => user.Id)];

    private static List<string> Lines(SortedUsers users) =>
        [.. users.All.ToArray().Select(user => $"{user.Id} {user.Details} {user.Licences} {string.Join(',', user.Services)}")];

    /// <summary>A store, and an app whose clock is up to 15 minutes off.</summary>
    private sealed class Scene
    {
        private readonly Random random;

        public Scene(Random random)
        {
            this.random = random;
            StoreClock = new(random, Start);
            AppClock = new(Start.AddMinutes(random.Next(-15, 16)));
            var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: StoreClock));
            Tables = new(name => memory[name]);
            Users = new(memory["Users"], 3);
            Store = new(Tables);
            Reading = new(new StoreTables(name => name == "Users" ? Users : memory[name]), (_, _) => Task.FromResult(Registered), AppClock);
        }

        public DateTimeOffset Registered { get; set; } = Start;

        public JumpyClock StoreClock { get; }

        public ManualTimeProvider AppClock { get; }

        public StoreTables Tables { get; }

        public MeddledTable Users { get; }

        public UserStore Store { get; }

        public UserListReading Reading { get; }

        public NimbusUser User(int number) => new(
            Arbitraries.Id(number), UserDetails.None with { DisplayName = $"Name {random.Next(5)}", Department = $"{random.Next(1_000)}" }, "unit",
            UserSource.Synced, UserState.Active, [new($"service{random.Next(3)}", Role.TeamMember)], Start);

        /// <summary>A user comes, changes, leaves, comes back, is removed, or gets licences.</summary>
        public async Task ActAsync()
        {
            StoreClock.Advance(TimeSpan.FromMilliseconds(random.Next(300)));
            var number = random.Next(1, Population);
            var stored = await Store.FindStoredAsync(Tenant, Arbitraries.Id(number), Stop);
            var deed = random.Next(4);
            if (stored is null)
                await Store.WriteAsync(Tenant, [new(User(number), null)], Stop);
            else if (deed == 0 && stored.User.IsVisible)
                Assert.True(await Store.RemoveListedAsync(Tenant, stored, Stop));
            else if (deed == 1)
                Assert.True(await Store.EntitleAsync(Tenant, stored, new((UserLicences)random.Next(128), true), Stop));
            else
                await Store.WriteAsync(Tenant, [new(User(number) with { State = deed == 2 ? UserState.SoftDeleted : UserState.Active }, stored.ETag)], Stop);
        }
    }
}
