using System.Net;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Licences;

public sealed class LicenceSeatTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Put_BeyondTheContingent_IsRefusedUntilSomebodyGivesOneBack()
    {
        await ContingentAsync("""{"userInteract":2}""");
        var (one, two, three) = (await House.NewUserAsync(null), await House.NewUserAsync(null), await House.NewUserAsync(null));
        (await GiveAsync(one, "Interact")).IsOk();
        (await GiveAsync(two, "Interact", "Email")).IsOk();

        var refused = await GiveAsync(three, "Interact", "Assistant");
        refused.IsProblem(HttpStatusCode.Conflict, "licence-contingent");
        Assert.Contains("UserInteract", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal((2, 1, 0), (await UsedAsync("UserInteract"), await UsedAsync("UserEmail"), await UsedAsync("UserAssistant")));

        (await GiveAsync(one)).IsOk();
        (await GiveAsync(three, "Interact", "Assistant")).IsOk();
        Assert.Equal(2, await UsedAsync("UserInteract"));
    }

    [Fact]
    public async Task Put_ManyAtOnce_GivesExactlyAsManyAsThereAre()
    {
        await ContingentAsync("""{"userContactCenter":5}""");
        var users = new List<string>();
        for (var user = 0; user < 20; user++)
            users.Add(await House.NewUserAsync(null));

        var given = 0;
        await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (user, _) =>
        {
            var answer = await GiveAsync(user, "ContactCenter");
            if (answer.Status == HttpStatusCode.OK)
                Interlocked.Increment(ref given);
            else
                answer.IsProblem(HttpStatusCode.Conflict, "licence-contingent");
        });

        Assert.Equal((5, 5), (given, await UsedAsync("UserContactCenter")));
    }

    [Fact]
    public async Task Put_ServicesBeyondTheContingent_AreRefused()
    {
        await ContingentAsync("""{"contactCenter":1}""");
        (await ServiceAsync("one", "ContactCenter")).IsOk(HttpStatusCode.Created);
        (await ServiceAsync("two", "ContactCenter")).IsProblem(HttpStatusCode.Conflict, "licence-contingent");
        (await ServiceAsync("two", "AdvancedRouting")).IsOk(HttpStatusCode.Created);

        (await ServiceAsync("one", "EnterpriseRouting")).IsOk();
        (await ServiceAsync("two", "ContactCenter")).IsOk();
        Assert.Equal((1, 1, 0), (await UsedAsync("ServiceContactCenter"), await UsedAsync("ServiceEnterpriseRouting"), await UsedAsync("ServiceAdvancedRouting")));
    }

    [Fact]
    public async Task Put_ContingentBelowWhatIsGiven_TakesNothingAndGivesNothingMore()
    {
        var (one, two) = (await House.NewUserAsync(null), await House.NewUserAsync(null));
        (await GiveAsync(one, "Email")).IsOk();
        await ContingentAsync("""{"userEmail":0}""");

        (await GiveAsync(one, "Email", "Assistant")).IsOk();
        (await GiveAsync(two, "Email")).IsProblem(HttpStatusCode.Conflict, "licence-contingent");
    }

    [Fact]
    public async Task Prepare_SeatsThatACrashLeft_AreFoundWhenSomebodyWouldBeRefused()
    {
        var time = new ManualTimeProvider();
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        var tables = new StoreTables(name => memory[name]);
        var seats = new LicenceSeats(tables, new UserStore(tables), new ServiceStore(tables), time);
        var (section, stop) = (new LicencesSection(UserEmail: 1), TestContext.Current.CancellationToken);
        Assert.Null((await seats.PrepareAsync("t", "gone", ["UserEmail"], [], section, stop)).Refused);

        Assert.Equal("UserEmail", (await seats.PrepareAsync("t", "new", ["UserEmail"], [], section, stop)).Refused);
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null((await seats.PrepareAsync("t", "new", ["UserEmail"], [], section, stop)).Refused);

        Assert.Equal(1, (await seats.CountAsync("t", stop))["UserEmail"]);
    }

    [Fact]
    public async Task Leave_ASeatThatSomebodyWantsAgain_StaysTaken()
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name));
        var tables = new StoreTables(name => memory[name]);
        var seats = new LicenceSeats(tables, new UserStore(tables), new ServiceStore(tables), TimeProvider.System);
        var (section, stop) = (new LicencesSection(), TestContext.Current.CancellationToken);
        await seats.PrepareAsync("t", "user", ["UserEmail"], [], section, stop);
        var toLeave = (await seats.PrepareAsync("t", "user", [], ["UserEmail"], section, stop)).ToLeave;

        await seats.PrepareAsync("t", "user", ["UserEmail"], [], section, stop);
        await seats.LeaveAsync("t", toLeave, stop);

        Assert.Equal(1, (await seats.CountAsync("t", stop))["UserEmail"]);
    }

    private async Task ContingentAsync(string section) => (await House.System().CallAsync(HttpMethod.Patch, $"{Tenant}/settings/licences", section)).IsOk();

    private Task<Reply> GiveAsync(string user, params string[] licences) => House.System().CallAsync(
        HttpMethod.Put, $"{Tenant}/users/{user}/licences", $$"""{"licences":[{{string.Join(',', licences.Select(licence => $"\"{licence}\""))}}]}""");

    private Task<Reply> ServiceAsync(string id, string licence) => House.System().CallAsync(
        HttpMethod.Put, $"{Tenant}/services/{id}", $$"""{"upn":"{{id}}@alpenwerk.example","displayName":"X","assignmentType":"None","licence":"{{licence}}"}""");

    private async Task<int> UsedAsync(string licence) => (await House.System().CallAsync(HttpMethod.Get, $"{Tenant}/licences")).IsOk().Json["value"]!.AsArray()
        .Single(count => count!["licence"]!.GetValue<string>() == licence)!["used"]!.GetValue<int>();
}
