using System.Net;
using Azure.Data.Tables;
using NimbusFunctions.Configuration;
using NimbusFunctions.Tests.RetentionSubjects;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>Deletions and references at the same time, call by call: nothing ever refers to what is gone.</summary>
public sealed class ReferenceTests
{
    private const int MostCalls = 60;
    private const string User = "40000000-0000-0000-0000-000000000001";

    [Fact]
    public async Task Delete_WhileAnotherIsMadeThatRefers_GivesWay()
    {
        var kept = 0;
        for (var at = 1; at <= MostCalls; at++)
        {
            var desks = await StartAsync();
            var category = await MakeAsync(desks, ConfigurationKinds.SkillCategories, """{"name":"c"}""");
            var refused = default(NimbusFunctions.Web.Problem);
            var turn = new Turn(at, async () => refused = (await desks.WriteAsync(ConfigurationKinds.Skills, null, Skill(category))).Problem);

            var inUse = await desks.RemoveAsync(ConfigurationKinds.SkillCategories, category, turn);

            await desks.NothingDanglesAsync();
            if (turn.Calls < at)
                break;
            // Whoever is done before the row is removed has touched it.
            Assert.True(refused is null && inUse is not null, $"At call {at}: {refused?.Detail} {inUse?.Detail}");
            kept++;
        }

        Assert.True(kept > 3, $"{kept} kept");
    }

    [Fact]
    public async Task Make_WhileWhatItRefersToIsDeleted_OneOfThemGivesWay()
    {
        var (made, refusals) = (0, 0);
        for (var at = 1; at <= MostCalls; at++)
        {
            var desks = await StartAsync();
            var category = await MakeAsync(desks, ConfigurationKinds.SkillCategories, """{"name":"c"}""");
            var kept = default(NimbusFunctions.Web.Problem);
            var turn = new Turn(at, async () => kept = await desks.RemoveAsync(ConfigurationKinds.SkillCategories, category));

            var (skill, problem) = await desks.WriteAsync(ConfigurationKinds.Skills, null, Skill(category), turn);

            await desks.NothingDanglesAsync();
            if (turn.Calls < at)
                break;
            Assert.True(skill is not null == kept is not null, $"At call {at}: {problem?.Detail} {kept?.Detail}");
            if (skill is not null)
                made++;
            else
            {
                refusals++;
                Assert.Equal(["categoryId"], problem!.Errors!.Keys);
            }
        }

        Assert.True(made > 0 && refusals > 0, $"{made} made, {refusals} refused");
    }

    [Fact]
    public async Task Change_WhileAnotherChangesTheSame_LeavesWhatTheOtherTook()
    {
        for (var at = 1; at <= MostCalls; at++)
        {
            var desks = await StartAsync();
            var (one, two) = (
                await MakeAsync(desks, ConfigurationKinds.SkillCategories, """{"name":"1"}"""), await MakeAsync(desks, ConfigurationKinds.SkillCategories, """{"name":"2"}"""));
            var skill = await MakeAsync(desks, ConfigurationKinds.Skills, Skill(one));
            // Away from the first and back to it, in the middle of the other's change away from it.
            var turn = new Turn(at, async () =>
            {
                await desks.WriteAsync(ConfigurationKinds.Skills, skill, $$"""{"categoryId":"{{two}}"}""");
                await desks.WriteAsync(ConfigurationKinds.Skills, skill, $$"""{"categoryId":"{{one}}"}""");
            });

            await desks.WriteAsync(ConfigurationKinds.Skills, skill, $$"""{"categoryId":"{{two}}"}""", turn);

            await desks.NothingDanglesAsync();
        }
    }

    [Fact]
    public async Task Prepare_OfTwoWritersOfOneDocumentAndADeletion_NeverLeavesTheOneThatIsHeld()
    {
        for (var at = 1; at <= MostCalls; at++)
        {
            for (var inner = 1; inner <= MostCalls; inner++)
            {
                var desks = await StartAsync();
                var skill = await MakeAsync(desks, ConfigurationKinds.NotAvailableReasons, """{"name":"r"}""");
                var reference = new EntityReference(ConfigurationKinds.NotAvailableReasons.Segment, skill, "reasons");
                await SetAsync(desks, true, null);
                var within = new Turn(inner, () => desks.RemoveAsync(ConfigurationKinds.NotAvailableReasons, skill));
                var turn = new Turn(at, () => SetAsync(desks, true, within));

                await SetAsync(desks, false, turn);

                await desks.NothingDanglesAsync();
                if (within.Calls < inner)
                    break;

                // Reads the document, takes, writes over what was read, leaves: as every writer does.
                async Task SetAsync(Desks of, bool isHeld, Turn? before)
                {
                    var references = of.References(before);
                    var (version, held) = of.Users.Read(User);
                    IReadOnlyList<EntityReference> next = isHeld ? [reference] : [];
                    var taken = await references.PrepareAsync(Desks.Tenant, new("user", User), next, [.. held.Except(next)], CancellationToken.None);
                    var isWritten = taken.Missing.Count == 0 && of.Users.Write(User, version, next);
                    await references.LeaveAsync(Desks.Tenant, isWritten ? taken.ToLeave : taken.Made, CancellationToken.None);
                }
            }
        }
    }

    [Fact]
    public async Task Make_KilledAnywhere_LeavesNothingThatDanglesAndNothingForEver()
    {
        for (var at = 1; at <= MostCalls; at++)
        {
            var desks = await StartAsync();
            var category = await MakeAsync(desks, ConfigurationKinds.SkillCategories, """{"name":"c"}""");
            var turn = new Turn(at, () => throw new Killed());
            var died = false;
            try
            {
                await desks.WriteAsync(ConfigurationKinds.Skills, null, Skill(category), turn);
            }
            catch (Killed)
            {
                died = true;
            }

            await desks.NothingDanglesAsync();
            var isUsed = (await desks.Store().ListAsync(Desks.Tenant, "skills", CancellationToken.None)).Count > 0;
            var before = await desks.RemoveAsync(ConfigurationKinds.SkillCategories, category);
            Assert.True(!isUsed || before is not null);
            if (before is not null)
            {
                desks.Time.Advance(TimeSpan.FromMinutes(11));
                Assert.Equal(isUsed, await desks.RemoveAsync(ConfigurationKinds.SkillCategories, category) is not null);
            }

            await desks.NothingDanglesAsync();
            if (!died)
                break;
        }
    }

    [Fact]
    public async Task Delete_KilledAfterTheEntityIsGone_IsFoundLater()
    {
        var desks = await StartAsync();
        var category = await MakeAsync(desks, ConfigurationKinds.SkillCategories, """{"name":"c"}""");
        var skill = await MakeAsync(desks, ConfigurationKinds.Skills, Skill(category));
        await desks.Store().RemoveAsync(Desks.Tenant, (await desks.Store().FindStoredAsync(Desks.Tenant, "skills", skill, CancellationToken.None))!, CancellationToken.None);

        Assert.Equal((int)HttpStatusCode.Conflict, (await desks.RemoveAsync(ConfigurationKinds.SkillCategories, category))!.Status);
        desks.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(await desks.RemoveAsync(ConfigurationKinds.SkillCategories, category));
        Assert.Empty(await RowsAsync(desks));
    }

    [Fact]
    public async Task Delete_WhatSomebodyUnknownRefersTo_IsRefusedForEver()
    {
        var desks = await StartAsync();
        var code = await MakeAsync(desks, ConfigurationKinds.PrimaryCodes, """{"name":"c"}""");
        Assert.Empty(await desks.References().TakeAsync(Desks.Tenant, new("stranger", "1"), [new("primary-codes", code, "codes")], CancellationToken.None));

        desks.Time.Advance(TimeSpan.FromDays(400));
        var refused = await desks.RemoveAsync(ConfigurationKinds.PrimaryCodes, code);

        Assert.Contains("stranger 1", refused!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_OneMissing_TakesNothingOfItsKindAndAllOfOthers()
    {
        var desks = await StartAsync();
        var code = await MakeAsync(desks, ConfigurationKinds.PrimaryCodes, """{"name":"c"}""");
        var reason = await MakeAsync(desks, ConfigurationKinds.NotAvailableReasons, """{"name":"r"}""");
        var missing = new EntityReference("primary-codes", "00000000-0000-0000-0000-000000000009", "codes");

        var none = await desks.References().TakeAsync(
            Desks.Tenant, new("user", User), [new("primary-codes", code, "codes"), missing, new("not-available-reasons", reason, "reasons")], CancellationToken.None);

        Assert.Equal([missing], none);
        Assert.Equal(["not-available-reasons"], (await RowsAsync(desks)).Select(row => row.PartitionKey.Split('|')[1]));
        // A reference is not a change.
        Assert.Equal(1, (await desks.Store().FindAsync(Desks.Tenant, "not-available-reasons", reason, CancellationToken.None))!.Revision);
    }

    private static string Skill(string category) => $$"""{"name":"s","categoryId":"{{category}}"}""";

    private static async Task<Desks> StartAsync()
    {
        var desks = new Desks();
        await desks.StartAsync();
        return desks;
    }

    private static async Task<string> MakeAsync(Desks desks, ConfigurationKind kind, string document) => (await desks.WriteAsync(kind, null, document)).Entity!.Id;

    private static async Task<IReadOnlyList<TableEntity>> RowsAsync(Desks desks)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in desks.Tables.Configuration.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {"r|"} and RowKey lt {"r}"}"), cancellationToken: CancellationToken.None))
            rows.Add(row);
        return rows;
    }
}
