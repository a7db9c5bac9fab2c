using NimbusFunctions.Agenda;
using NimbusFunctions.IntegrationTests.Tables;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tests.Messaging;

namespace NimbusFunctions.IntegrationTests.Stores;

public class KernelStoreTests(AzuriteFixture azurite) : StoreCases(azurite)
{
    [Fact]
    public async Task Agenda_ItemsDue_ComeByTheirTimeAndOnlyOnce()
    {
        var agenda = new AgendaStore(Tables);
        AgendaItem past = new(Now.AddHours(-3), "lease", $"{Tenant}/past"), due = new(Now.AddSeconds(-1), "lease", $"{Tenant}/due");
        AgendaItem later = new(Now.AddSeconds(30), "lease", $"{Tenant}/later"), far = new(Now.AddDays(30), "lease", $"{Tenant}/far");
        foreach (var item in new[] { far, later, due, past, due })
            await agenda.AddAsync(item, Stop);

        Assert.Equal([past, due], await DueAsync(agenda));

        await agenda.RemoveAsync(past, Stop);
        await agenda.RemoveAsync(past, Stop);
        Assert.Equal([due], await DueAsync(agenda));
    }

    [Fact]
    public async Task Ledger_LineWrittenTwice_IsOneLine()
    {
        var ledger = new LedgerStore(Tables);
        var lines = Enumerable.Range(0, 250).Select(user => new LedgerEntry(Now, "7", "member-left", $"user-{user}", "proof", "sales")).ToList();

        await ledger.AppendAsync(Tenant, lines, Stop);
        await ledger.AppendAsync(Tenant, lines, Stop);

        Assert.Equal(lines.ToHashSet(), (await ledger.ReadDayAsync(Tenant, Now, Stop)).ToHashSet());
        Assert.Empty(await ledger.ReadDayAsync(Tenant, Now.AddDays(1), Stop));
    }

    [Fact]
    public async Task Ledger_AuditOfMoreThanAPageOfTheStore_IsReadFromAnyLineOn()
    {
        var ledger = new LedgerStore(Tables);
        var day = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero);
        await ledger.AppendAsync(Tenant, [.. Enumerable.Range(0, 1_250).Select(second => LedgerEntry.OfCall(day.AddSeconds(second), LedgerActions.UserMoved, $"{second}", "proof"))], Stop);
        await ledger.AppendAsync(Tenant, [new(day, "7", "member-left", "the sync's", "proof")], Stop);

        var first = await ledger.ReadAuditAsync(Tenant, day, "", 1_001, Stop);
        var second = await ledger.ReadAuditAsync(Tenant, day, first[^1].Key, 1_001, Stop);

        Assert.Equal(Enumerable.Range(0, 1_250).Select(number => $"{number}"), first.Concat(second).Select(found => found.Line.Subject));
        Assert.Equal(1_001, first.Count);
        Assert.Empty(await ledger.ReadAuditAsync(Tenant, day.AddDays(1), "", 10, Stop));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(29_999)]
    [InlineData(120_000)]
    public async Task DeadLetters_BodyOfAnyLength_IsKeptWhole(int length)
    {
        var store = new DeadLetterStore(Tables);
        var day = Now.AddDays(length % 97);
        var message = new QueueMessage("directory-sync", $"{Tenant}{new string('ü', length)}", Tenant, 3, day);
        var letter = DeadLetter.From(message, "id-1", "It failed.", day.AddMinutes(5));

        await store.AddAsync(letter, Stop);
        await store.AddAsync(letter, Stop);

        var kept = Assert.Single(await store.ReadDayAsync(day, Stop), found => found.Id == letter.Id);
        Assert.Equal(letter.Body.Length, kept.Body.Length);
        Assert.Equal(letter with { Body = "" }, kept with { Body = "" });
        Assert.True(letter.Body == kept.Body, "The body differs.");
    }

    private async Task<List<AgendaItem>> DueAsync(AgendaStore agenda)
    {
        var due = new List<AgendaItem>();
        await foreach (var item in agenda.DueAsync(Now, Stop))
        {
            if (item.Subject.StartsWith(Tenant, StringComparison.Ordinal))
                due.Add(item);
        }

        return due;
    }
}
