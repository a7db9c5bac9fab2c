using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.Retention;

public class ReceiptChainTests
{
    private const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Text_ALine_IsTheOneThatTheDocsShow() => Assert.Equal(
        $"1\n{Tenant}\n7\npurged\nhistory.task\nTasks\n2024-11-20\n12\n11\n1\n2026-11-22T12:00:00.0000000Z",
        ReceiptLine.Text(Tenant, 7, Note(11)));

    [Fact]
    public void Fault_AnyLineChangedLeftOutOrSwapped_IsFound() => Prop.ForAll(
        Gen.Choose(2, 12).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (count, at, how) =>
        {
            var (lines, head) = Chain(count);
            Assert.Null(ReceiptChain.Fault(Tenant, head, lines));
            var index = at % count;
            switch (how)
            {
                case 0:
                    lines[index] = lines[index] with { Note = lines[index].Note with { Removed = 999 } };
                    break;
                case 1:
                    lines.RemoveAt(index);
                    break;
                case 2:
                    (lines[index], lines[(index + 1) % count]) = (lines[(index + 1) % count], lines[index]);
                    break;
                default:
                    // Forged with a hash of its own: the next line, or the head, tells.
                    lines[index] = ReceiptLine.After(Tenant, lines[index].Number, lines[index].Previous, Note(999));
                    break;
            }

            return ReceiptChain.Fault(Tenant, head, lines) is not null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fault_ALineOfAnotherTenant_IsFound() => Assert.NotNull(ReceiptChain.Fault("other", Chain(2).Head, Chain(2).Lines));

    [Fact]
    public void Fault_OldLinesDropped_GoesOnFromWhatTheHeadKnows()
    {
        var (lines, head) = Chain(5);
        var dropped = head with { Dropped = 2, DroppedHash = lines[1].Hash };

        Assert.Null(ReceiptChain.Fault(Tenant, dropped, lines));
        Assert.Null(ReceiptChain.Fault(Tenant, dropped, lines[1..]));
        Assert.Null(ReceiptChain.Fault(Tenant, dropped, lines[2..]));
        Assert.NotNull(ReceiptChain.Fault(Tenant, dropped, lines[3..]));
        Assert.NotNull(ReceiptChain.Fault(Tenant, dropped with { DroppedHash = lines[0].Hash }, lines[2..]));
    }

    [Fact]
    public async Task Append_ManyAtOnce_MakesOneChain()
    {
        var book = Book();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => book.AppendAsync(Tenant, Note(number), [], Stop)));

        Assert.Null(await book.VerifyAsync(Tenant, Stop));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), await Numbers(book));
    }

    [Fact]
    public async Task Drop_Lines_KeepsTheChainSound()
    {
        var book = Book();
        foreach (var number in Enumerable.Range(0, 5))
            await book.AppendAsync(Tenant, Note(number), [], Stop);

        await book.DropAsync(Tenant, (await book.FindAsync(Tenant, ReceiptRows.KeyOf(3), Stop))!, Stop);

        Assert.Null(await book.VerifyAsync(Tenant, Stop));
    }

    private static async Task<List<long>> Numbers(ReceiptBook book)
    {
        var numbers = new List<long>();
        await foreach (var line in book.ReadAsync(Tenant, 0, Stop))
            numbers.Add(line.Number);
        return numbers;
    }

    private static ReceiptBook Book()
    {
        var tables = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: TimeProvider.System));
        return new(new StoreTables(name => tables[name]));
    }

    private static (List<ReceiptLine> Lines, ReceiptHead Head) Chain(int count)
    {
        var lines = new List<ReceiptLine>();
        for (var number = 1; number <= count; number++)
            lines.Add(ReceiptLine.After(Tenant, number, lines is [.., var last] ? last.Hash : ReceiptLine.NoHash, Note(number)));
        return (lines, ReceiptHead.New with { Last = count, Hash = lines[^1].Hash });
    }

    private static ReceiptNote Note(long removed) =>
        new(ReceiptActions.Purged, "history.task", DataKind.Tasks, new DateOnly(2024, 11, 20), removed + 1, removed, 1, Now);
}
