using NimbusFunctions.Graph;

namespace NimbusFunctions.Tests.Graph;

public class RequestCostTests
{
    [Theory]
    [InlineData("/v1.0/users", 2)]
    [InlineData("/v1.0/users/11111111-1111-1111-1111-111111111111?$select=id", 1)]
    [InlineData("/users/11111111-1111-1111-1111-111111111111", 2)]
    [InlineData("/v1.0/users/delta?$select=id&$deltatoken=latest", 1)]
    [InlineData("/groups/1/members", 3)]
    [InlineData("/groups/1/members?%24select=id,mail&%24top=999", 2)]
    [InlineData("/groups/1/members?$top=5", 2)]
    [InlineData("/groups/1/owners?$select=id", 1)]
    [InlineData("/v1.0/groups/1/transitiveMembers/$count", 5)]
    [InlineData("/groups/1/transitiveMembers?$expand=memberOf", 6)]
    [InlineData("/directory/deletedItems/microsoft.graph.user", 1)]
    public void Of_Get_IsWhatGraphDocuments(string url, int units) => Assert.Equal(units, RequestCost.Of("GET", url));

    [Fact]
    public void Of_PresencePost_CostsOne() => Assert.Equal(1, RequestCost.Of("POST", "/communications/getPresencesByUserId"));
}
