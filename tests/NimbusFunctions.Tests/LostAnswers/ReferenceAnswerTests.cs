using System.Net;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;
using NimbusFunctions.Tests.Users;
using static NimbusFunctions.Tests.Users.UserScene;

namespace NimbusFunctions.Tests.LostAnswers;

/// <summary>The answer of any one write is lost: who wrote is told that it is stored, and what is stored keeps its references.</summary>
public sealed class ReferenceAnswerTests
{
    private const int MostWrites = 20;

    private readonly Repetition repetition = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Configuration")]
    [InlineData("Ledger")]
    public Task Post_OfAnEntity_KeepsWhatItRefersTo(string table) => EveryWriteAsync(table, async (house, system, number, arm) =>
    {
        var category = await system.MakeAsync("skill-categories", $"C{number}");
        arm();
        (await system.CallAsync(HttpMethod.Post, Samples.PathOf("skills"), $$"""{"name":"S{{number}}","categoryId":"{{category}}"}""")).IsOk(HttpStatusCode.Created);
        await IsKeptAsync(system, "skill-categories", category);
    });

    [Theory]
    [InlineData("Configuration")]
    [InlineData("Ledger")]
    public Task Patch_OfAnEntity_KeepsWhatItRefersToAndLeavesTheFormer(string table) => EveryWriteAsync(table, async (house, system, number, arm) =>
    {
        var (former, category) = (await system.MakeAsync("skill-categories", $"F{number}"), await system.MakeAsync("skill-categories", $"C{number}"));
        var skill = (await system.CallAsync(HttpMethod.Post, Samples.PathOf("skills"), $$"""{"name":"S{{number}}","categoryId":"{{former}}"}""")).IsOk(HttpStatusCode.Created).Text("id");
        arm();
        (await system.CallAsync(HttpMethod.Patch, Samples.PathOf("skills", skill), $$"""{"categoryId":"{{category}}"}""")).IsOk();
        await IsKeptAsync(system, "skill-categories", category);
        await IsLeftAsync(system, "skill-categories", former);
    });

    [Theory]
    [InlineData("Users")]
    [InlineData("Configuration")]
    public Task Put_OfAUsersSettings_KeepsWhatTheyReferTo(string table) => EveryWriteAsync(table, async (house, system, number, arm) =>
    {
        var user = await house.UserAsync("ContactCenter");
        var skill = await system.MakeAsync("skills", $"S{number}");
        arm();
        (await system.CallAsync(HttpMethod.Put, PathOf(user, "skills"), $$"""{"skills":[{"skillId":"{{skill}}","level":1}]}""")).IsOk();
        await IsKeptAsync(system, "skills", skill);
    });

    [Theory]
    [InlineData("Users")]
    [InlineData("Configuration")]
    public Task Put_OfAUsersContact_KeepsItsTemplate(string table) => EveryWriteAsync(table, async (house, system, number, arm) =>
    {
        var user = await house.UserAsync("Interact");
        var template = await system.MakeAsync("domain-templates", $"T{number}");
        arm();
        (await system.CallAsync(HttpMethod.Put, PathOf(user, "interact"), $$"""{"active":true,"domainTemplateId":"{{template}}"}""")).IsOk();
        await IsKeptAsync(system, "domain-templates", template);
    });

    [Theory]
    [InlineData("Services")]
    [InlineData("Configuration")]
    public Task Patch_OfAServicesSettings_KeepsWhatTheyReferTo(string table) => EveryWriteAsync(table, async (house, system, number, arm) =>
    {
        var service = await system.ServiceAsync($"s{number}");
        var template = await system.MakeAsync("domain-templates", $"T{number}");
        arm();
        (await system.CallAsync(HttpMethod.Patch, $"{OfTenant}/services/{service}/settings", $$$"""{"interact":{"domainTemplateId":"{{{template}}}"}}""")).IsOk();
        await IsKeptAsync(system, "domain-templates", template);
    });

    [Theory]
    [InlineData("Services")]
    [InlineData("Tenants")]
    public Task Put_OfANewService_IsToldThatItIsThere(string table) => EveryWriteAsync(table, async (house, system, number, arm) =>
    {
        arm();
        await system.ServiceAsync($"s{number}");
    });

    /// <summary>Others write the same document between the write and its repetition: what that refers to now is kept, and no more.</summary>
    [Fact]
    public async Task Put_OverwrittenBeforeItsRepetition_LeavesWhatTheOtherRefersTo()
    {
        await using var house = await HouseAsync();
        using var system = house.System();
        var user = await house.UserAsync("ContactCenter");
        var (mine, both, others) = (await system.MakeAsync("skills", "A"), await system.MakeAsync("skills", "B"), await system.MakeAsync("skills", "C"));
        repetition.Arm("Users", 1, async () => (await system.CallAsync(HttpMethod.Put, PathOf(user, "skills"), Skills(both, others))).IsOk());

        (await system.CallAsync(HttpMethod.Put, PathOf(user, "skills"), Skills(mine, both))).IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");

        Assert.True(repetition.Happened);
        await IsKeptAsync(system, "skills", both);
        await IsKeptAsync(system, "skills", others);
        await IsLeftAsync(system, "skills", mine);
    }

    [Fact]
    public async Task Post_OfAnEntityThatOthersChangeBeforeItsRepetition_LeavesItAsTheyDid()
    {
        await using var house = await HouseAsync();
        using var system = house.System();
        var category = await system.MakeAsync("skill-categories", "C");
        repetition.Arm("Configuration", 2, async () =>
        {
            var made = (await system.CallAsync(HttpMethod.Get, Samples.PathOf("skills"))).IsOk().Json["value"]!.AsArray().Single()!["id"]!.GetValue<string>();
            (await system.CallAsync(HttpMethod.Patch, Samples.PathOf("skills", made), """{"description":"theirs"}""")).IsOk();
        });

        var skill = (await system.CallAsync(HttpMethod.Post, Samples.PathOf("skills"), $$"""{"name":"S","categoryId":"{{category}}"}""")).IsOk(HttpStatusCode.Created).Text("id");

        Assert.Equal("theirs", (await system.CallAsync(HttpMethod.Get, Samples.PathOf("skills", skill))).IsOk().Text("description"));
        await IsKeptAsync(system, "skill-categories", category);
    }

    /// <summary>Others write another field, and touch no reference that stays.</summary>
    [Fact]
    public async Task Patch_OfAServiceThatOthersChangeBeforeItsRepetition_KeepsWhatItRefersTo()
    {
        await using var house = await HouseAsync();
        using var system = house.System();
        var path = $"{OfTenant}/services/{await system.ServiceAsync("sales")}/settings";
        var template = await system.MakeAsync("domain-templates", "T");
        repetition.Arm("Services", 1, async () => (await system.CallAsync(HttpMethod.Patch, path, """{"general":{"name":"Other"}}""")).IsOk());

        (await system.CallAsync(HttpMethod.Patch, path, $$$"""{"interact":{"domainTemplateId":"{{{template}}}"}}""")).IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");

        await IsKeptAsync(system, "domain-templates", template);
    }

    private static string Skills(params string[] skills) =>
        $$"""{"skills":[{{string.Join(',', skills.Select(skill => $$"""{"skillId":"{{skill}}","level":1}"""))}}]}""";

    /// <summary>Loses the answer of each write of a table in turn.</summary>
    private async Task EveryWriteAsync(string table, Func<ApiHouse, HttpClient, int, Action, Task> call)
    {
        await using var house = await HouseAsync();
        using var system = house.System();
        for (var at = 1; at <= MostWrites; at++)
        {
            await call(house, system, at, () => repetition.Arm(table, at));
            if (!repetition.Happened)
            {
                Assert.True(at > 1, $"Nothing is written to {table}.");
                return;
            }

            repetition.Disarm();
        }

        Assert.Fail($"More than {MostWrites} writes of {table}.");
    }

    private Task<ApiHouse> HouseAsync() => ApiHouse.StartBehindAsync(table => new TwiceTable(table, repetition));

    private async Task IsKeptAsync(HttpClient system, string kind, string id)
    {
        var happened = repetition.Happened;
        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf(kind, id))).IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Equal(happened, repetition.Happened);
    }

    private static async Task IsLeftAsync(HttpClient system, string kind, string id) =>
        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf(kind, id))).IsOk(HttpStatusCode.NoContent);
}
