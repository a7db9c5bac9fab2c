using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Retention;

/// <summary>A person's data is handed out and erased, by hand through the API.</summary>
public class SubjectTests(LocalEditionFixture edition) : IClassFixture<LocalEditionFixture>
{
    private const string Stranger = "20000000-0000-0000-0000-0000000000ab";
    private const string Confirmed = """{"confirm":"ERASE"}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private HttpClient Admin => edition.Client(edition.AdminToken);

    private string Root => $"v1/tenants/{edition.TenantId}/data-subjects";

    [Fact]
    public async Task When_AUserIsExported_Should_ShowWhatIsHeldAndLeaveAReceipt()
    {
        var user = await UserAsync();
        var items = await ExportAsync(user);

        Assert.Contains(items, item => item.GetProperty("kind").GetString() == "user" && item.GetProperty("row").GetProperty("RowKey").GetString() == user);
        Assert.Contains(items, item => item.GetProperty("kind").GetString() == "membership");
        var receipts = (await Admin.CallAsync(HttpMethod.Get, $"v1/tenants/{edition.TenantId}/retention/receipts")).Json.GetProperty("value");
        Assert.Contains(receipts.EnumerateArray(), line => line.GetProperty("action").GetString() == "exported" && line.GetProperty("counted").GetInt64() == items.Count);
    }

    [Fact]
    public async Task When_AStrangerIsErased_Should_LeaveNothingThatNamesThemAndSayUnderWhichPseudonym()
    {
        // A hold that was released names the user in the audit.
        var hold = await Admin.CallAsync(
            HttpMethod.Post, $"v1/tenants/{edition.TenantId}/retention/holds", $$"""{"user":"{{Stranger}}","reason":"case"}""");
        (await EraseAsync(Stranger, Confirmed)).IsProblem(409, "legal hold");
        Assert.True((await StateAsync(Stranger)).GetProperty("held").GetBoolean());
        await Admin.CallAsync(HttpMethod.Delete, $"v1/tenants/{edition.TenantId}/retention/holds/{hold.Text("id")}");
        Assert.NotEmpty(await ExportAsync(Stranger));

        var asked = await EraseAsync(Stranger, Confirmed);
        asked.IsAccepted();
        var pseudonym = asked.Text("erasure")!;
        Assert.StartsWith("e7a5ed00-", pseudonym, StringComparison.Ordinal);
        await DoneAsync(pseudonym);

        Assert.Empty(await ExportAsync(Stranger));
        Assert.Equal("none", (await StateAsync(Stranger)).GetProperty("state").GetString());
        Assert.True((await StateAsync(pseudonym)).GetProperty("rows").GetInt64() > 0);
        Assert.True((await Admin.CallAsync(HttpMethod.Get, $"v1/tenants/{edition.TenantId}/retention/receipts/verification")).Json.GetProperty("sound").GetBoolean());
    }

    [Theory]
    [InlineData("{}", "confirm")]
    [InlineData("""{"confirm":"erase"}""", "confirm")]
    [InlineData("""{"confirm":"YES"}""", "confirm")]
    [InlineData("""{"confirm":"ERASE","also":1}""", "also")]
    public async Task Erase_NotConfirmed_NamesTheFieldAndChangesNothing(string body, string names)
    {
        var user = "20000000-0000-0000-0000-0000000000cd";
        (await EraseAsync(user, body)).IsProblem(400, names);
        Assert.Equal("none", (await StateAsync(user)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Erase_AUserWithAccess_Is409() => (await EraseAsync(await UserAsync(), Confirmed)).IsProblem(409, "has access");

    [Theory]
    [InlineData("somebody/export", "user")]
    [InlineData("somebody", "user")]
    [InlineData(Stranger + "/export?continuation=abc", "continuation")]
    public async Task Read_BadInput_NamesIt(string path, string names) =>
        (await Admin.CallAsync(HttpMethod.Get, $"{Root}/{path}")).IsProblem(400, names);

    private async Task<string> UserAsync() => (await Admin.CallAsync(HttpMethod.Get, $"v1/tenants/{edition.TenantId}/users?top=1"))
        .Json.GetProperty("value")[0].GetProperty("id").GetString()!;

    private async Task<List<JsonElement>> ExportAsync(string user)
    {
        var items = new List<JsonElement>();
        for (var link = $"{Root}/{user}/export"; link is not null;)
        {
            var page = await Admin.CallAsync(HttpMethod.Get, link);
            Assert.True(page.Status == 200, $"{page.Status}: {page.Json}");
            items.AddRange(page.Json.GetProperty("items").EnumerateArray());
            link = page.Text("nextLink")?.TrimStart('/');
        }

        return items;
    }

    private Task<Answer> EraseAsync(string user, string body) => Admin.CallAsync(HttpMethod.Post, $"{Root}/{user}/erase", body);

    private async Task<JsonElement> StateAsync(string user) => (await Admin.CallAsync(HttpMethod.Get, $"{Root}/{user}")).Json;

    private async Task DoneAsync(string pseudonym)
    {
        var stop = TestContext.Current.CancellationToken;
        var begun = TimeProvider.System.GetTimestamp();
        while ((await StateAsync(pseudonym)).GetProperty("state").GetString() != "done")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"The erasure {pseudonym} does not end.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stop);
        }
    }
}
