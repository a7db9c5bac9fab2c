using System.Net;
using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Access;
using NimbusFunctions.Messaging;
using NimbusFunctions.Operations.DeadLetters;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Operations;

public sealed class DeadLetterListTests
{
    private const string OfTenant = $"v1/tenants/{ApiHouse.Tenant}/dead-letters";
    private const string OfAll = "v1/operations/dead-letters";

    [Fact]
    public async Task List_OfATenantAndOfAll_ShowsHeadsWithoutBodies()
    {
        await using var house = await ApiHouse.StartAsync();
        var mine = await house.PutAsync();
        var nobodys = await house.PutAsync("not json at all", owner: null);
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        using var system = house.System();

        var (own, _) = await administrator.ListAsync(OfTenant);
        var (all, _) = await system.ListAsync(OfAll);

        var item = Assert.Single(own);
        Assert.Equal(mine, item["id"]!.GetValue<string>());
        Assert.Equal("task-events", item["queue"]!.GetValue<string>());
        Assert.Equal(40, item["attempts"]!.GetValue<int>());
        Assert.True(item["canReplay"]!.GetValue<bool>());
        Assert.True(item["bytes"]!.GetValue<int>() > 40);
        Assert.False(item.ContainsKey("body"));
        Assert.Equal([nobodys, mine], all.Select(letter => letter["id"]!.GetValue<string>()));
        Assert.Null(all[0]["tenant"]);
    }

    [Theory]
    [InlineData("top=0", "top")]
    [InlineData("top=201", "top")]
    [InlineData("since=2026-13-01", "since")]
    [InlineData("since=0001-01-01", "since")]
    [InlineData("since=2026-02-02&until=2026-02-01", "since")]
    [InlineData("continuation=AAAA", "continuation")]
    [InlineData("continuation=%F0%9F%98%80", "continuation")]
    [InlineData("queue=", "queue")]
    [InlineData("reason=a%00b", "reason")]
    [InlineData("tenant=10000000-0000-0000-0000-000000000001", "tenant")]
    [InlineData("colour=red", "colour")]
    [InlineData("top=1&top=2", "top")]
    public async Task List_WhatItDoesNotTake_NamesTheParameter(string query, string field)
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);

        var reply = await administrator.CallAsync(HttpMethod.Get, $"{OfTenant}?{query}");

        reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(reply.Json["errors"]![field]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("LXwyMDI2MDEwMXwwMDAwMDAwMDB8")]
    [InlineData("%2e%2e")]
    [InlineData("%07")]
    [InlineData("null'%20or%20PartitionKey%20ne%20''")]
    public async Task AMalformedId_OnEveryCall_IsNotFound(string id)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();

        foreach (var root in new[] { OfTenant, OfAll })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await system.CallAsync(HttpMethod.Get, $"{root}/{id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await system.ReplayAsync(id, root)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await system.DropAsync(id, root: root)).Status);
        }
    }

    [Fact]
    public async Task AnotherTenantsLetter_InTheAddressOfThisOne_IsNotThere()
    {
        await using var house = await ApiHouse.StartAsync();
        var nobodys = await house.PutAsync("not json at all", owner: null);
        using var administrator = await house.AsAsync(Role.TenantAdministrator);

        (await administrator.CallAsync(HttpMethod.Get, $"{OfTenant}/{nobodys}")).IsGone();
        (await administrator.ReplayAsync(nobodys)).IsGone();
        (await administrator.DropAsync(nobodys)).IsGone();

        Assert.NotNull(await house.FindLetterAsync(nobodys));
    }

    [Fact]
    public async Task OfAll_ForWhoeverHasARoleInOneTenant_IsForbidden()
    {
        await using var house = await ApiHouse.StartAsync();
        var id = await house.PutAsync();
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.SystemAdministrator))
        {
            using var caller = await house.AsAsync(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await caller.CallAsync(HttpMethod.Get, OfAll)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await caller.CallAsync(HttpMethod.Get, $"{OfAll}/{id}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await caller.ReplayAsync(id, OfAll)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await caller.DropAsync(id, root: OfAll)).Status);
        }
    }

    [Fact]
    public async Task Read_ForAPartner_ShowsThatItIsThereAndNotWhatItSays()
    {
        await using var house = await ApiHouse.StartAsync();
        var id = await house.PutAsync();
        using var partner = await house.AsAsync(Role.PartnerAdministrator);

        Assert.Single((await partner.ListAsync(OfTenant)).Value);
        (await partner.CallAsync(HttpMethod.Get, $"{OfTenant}/{id}")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await partner.ReplayAsync(id)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await partner.DropAsync(id)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Read_ByAnAdministrator_ShowsTheBodyAndLeavesALine()
    {
        await using var house = await ApiHouse.StartAsync();
        var body = $$"""{"tenant":"{{ApiHouse.Tenant}}","text":"{{new string('ä', 70_000)}}"}""";
        var id = await house.PutAsync(body);
        using var administrator = await house.AsAsync(Role.TenantAdministrator);

        var reply = (await administrator.CallAsync(HttpMethod.Get, $"{OfTenant}/{id}")).IsOk();

        Assert.Equal(body, reply.Text("body"));
        var line = Assert.Single(await house.LinesAsync("dead-letter-read"));
        Assert.StartsWith("by user:4", line.Proof, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_OfAnyLettersAndFilter_GiveEachThatMatchesOnceAndInOrder() => Prop.ForAll(
        Gen.Choose(0, 40).Two().ToArbitrary(),
        Gen.Choose(1, 9).Select(top => (Top: top, Seed: Random.Shared.Next())).ToArbitrary(),
        (sizes, page) => AllPagesAsync(sizes.Item1 + sizes.Item2, page.Top, page.Seed).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    private static async Task<bool> AllPagesAsync(int count, int top, int seed)
    {
        var random = new Random(seed);
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: TimeProvider.System));
        var tables = new StoreTables(name => memory[name]);
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        string[] owners = [DeadLetterStore.NoTenant, ApiHouse.Tenant, ApiHouse.Operator];
        var rows = new List<DeadLetterRow>();
        for (var number = 0; number < count; number++)
        {
            var letter = DeadLetter.From(
                new(random.Next(2) == 0 ? "presence" : "task-events", $"body {number}", null, 0, start.AddMinutes(random.Next(4 * 24 * 60))), $"{number}",
                random.Next(2) == 0 ? "It failed." : "The body cannot be READ.", start.AddDays(5));
            var place = DeadLetterPlace.Of(owners[random.Next(owners.Length)], letter);
            await tables.DeadLetters.UpsertEntityAsync(DeadLetterRow.Write(place, letter), cancellationToken: CancellationToken.None);
            rows.Add(new(place, letter, default));
        }

        var filter = new DeadLetterFilter(
            random.Next(2) == 0 ? null : owners[random.Next(owners.Length)],
            random.Next(2) == 0 ? null : "presence",
            random.Next(2) == 0 ? null : "cannot be read",
            random.Next(2) == 0 ? null : new DateOnly(2026, 3, 2),
            random.Next(2) == 0 ? null : new DateOnly(2026, 3, 3));
        var expected = rows.Where(filter.Matches).OrderBy(row => row.Place.Partition, StringComparer.Ordinal).ThenBy(row => row.Place.RowKey, StringComparer.Ordinal)
            .Select(row => row.Place).ToList();

        var pages = new DeadLetterPages(new(tables));
        var (found, next) = (new List<DeadLetterPlace>(), (DeadLetterPlace?)null);
        do
        {
            (var page, next) = await pages.ReadAsync(null, new(filter, top, next), CancellationToken.None);
            found.AddRange(page.Select(row => row.Place));
            if (page.Count > top || (next is not null && DeadLetterPlace.Parse(next.Id) != next))
                return false;
        }
        while (next is not null);
        return expected.SequenceEqual(found);
    }
}
