using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Api;

[Collection(LocalEditionCollection.Name)]
public class UserListTests(LocalEditionFixture edition)
{
    private HttpClient Admin => edition.Client(edition.AdminToken);

    private string Users => $"v1/tenants/{edition.TenantId}/users";

    [Fact]
    public async Task List_PagesOfThree_GiveEveryUserOnce()
    {
        var all = await ReadAsync("top=200");
        var paged = await ReadAsync("top=3");

        Assert.Equal(all.Distinct(), all);
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Search_NameDomainAndId_FindTheUser()
    {
        var user = (await Admin.CallAsync(HttpMethod.Get, $"{Users}?top=1")).Json.GetProperty("value")[0];
        var id = user.GetProperty("id").GetString()!;

        Assert.Contains(id, await ReadAsync($"top=200&search={Uri.EscapeDataString(user.GetProperty("displayName").GetString()!)}"));
        Assert.Contains(id, await ReadAsync($"top=200&search=@{edition.Tenant.Domain}"));
        Assert.Equal([id], await ReadAsync($"search={id}"));
        Assert.Equal([id], await ReadAsync($"search={id}&userPrincipalName={Uri.EscapeDataString(user.GetProperty("userPrincipalName").GetString()!)}"));
        Assert.Empty(await ReadAsync($"search={id}&displayName=nobody-is-called-so"));
    }

    [Fact]
    public async Task Read_User_ShowsTheServicesTab()
    {
        var id = (await ReadAsync("top=1"))[0];

        var user = (await Admin.CallAsync(HttpMethod.Get, $"{Users}/{id}")).Json;

        var tab = user.GetProperty("memberships").EnumerateArray().ToList();
        Assert.Equal(user.GetProperty("services").GetInt32(), tab.Count);
        Assert.All(tab, row => Assert.True(row.GetProperty("users").GetInt32() > 0));
        Assert.All(tab, row => Assert.Equal("MsTeams", row.GetProperty("assignmentType").GetString()));
    }

    private async Task<List<string>> ReadAsync(string query)
    {
        var ids = new List<string>();
        string? continuation = null;
        do
        {
            var from = continuation is null ? "" : $"&continuation={Uri.EscapeDataString(continuation)}";
            var page = await Admin.CallAsync(HttpMethod.Get, $"{Users}?{query}{from}");
            Assert.Equal(200, page.Status);
            ids.AddRange(page.Json.GetProperty("value").EnumerateArray().Select(user => user.GetProperty("id").GetString()!));
            continuation = page.Text("continuation");
        }
        while (continuation is not null);
        return ids;
    }
}
