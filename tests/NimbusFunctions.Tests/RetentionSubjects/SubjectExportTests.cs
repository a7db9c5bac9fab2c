using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Retention.Subjects;

namespace NimbusFunctions.Tests.RetentionSubjects;

public class SubjectExportTests
{
    [Fact]
    public async Task Page_APersonWhoIsNamedEverywhere_HasEveryPlaceAndNobodyElsesRows()
    {
        var scene = await new SubjectScene().FillAsync();
        var cursor = SubjectCursor.New();

        var (items, next) = await scene.Export().PageAsync(SubjectScene.Tenant, SubjectScene.User, cursor, SubjectScene.Stop);

        Assert.Null(next);
        Assert.Equal(
            SubjectPlaces.All.Select(place => place.Kind).Except(["run"]).Distinct().Order(StringComparer.Ordinal),
            items.Select(item => item.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(items, item => item.Row.ToJsonString().Contains(SubjectScene.OtherUpn, StringComparison.Ordinal));
        Assert.DoesNotContain(items, item => item.Row.ToJsonString().Contains("sig=", StringComparison.Ordinal));
        Assert.DoesNotContain("nobody", items.Single(item => item.Kind == "recording").Row.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_TheLastOneAgain_LeavesOneReceipt()
    {
        var scene = await new SubjectScene().FillAsync();
        var cursor = SubjectCursor.New();

        var (items, _) = await scene.Export().PageAsync(SubjectScene.Tenant, SubjectScene.User, cursor, SubjectScene.Stop);
        await scene.Export().PageAsync(SubjectScene.Tenant, SubjectScene.User, cursor, SubjectScene.Stop);

        var lines = new List<ReceiptLine>();
        await foreach (var line in new ReceiptBook(scene.Tables).ReadAsync(SubjectScene.Tenant, 0, SubjectScene.Stop))
            lines.Add(line);
        Assert.Equal((ReceiptActions.Exported, items.Count), (Assert.Single(lines).Note.Action, (int)lines[0].Note.Counted));
    }

    [Fact]
    public void Cursor_WrittenAndRead_IsTheSame()
    {
        var cursor = new SubjectCursor(Guid.NewGuid(), 17, new(3, "partition|1", "row|2"));
        Assert.Equal(cursor, SubjectCursor.Parse(cursor.Write()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("not base64!")]
    [InlineData("MTIz")]
    public void Cursor_NotOurs_IsNone(string token) => Assert.Null(SubjectCursor.Parse(token));
}
