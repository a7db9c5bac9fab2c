using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.DirectorySync;

public class UserQueryTests
{
    private static readonly NimbusUser User = new(
        Arbitraries.Id(1),
        new("Ada Lovelace", "Ada", "Lovelace", "ada.lovelace@contoso.example", "Engines", "ada@contoso.example"),
        Arbitraries.Id(9),
        UserSource.Synced,
        UserState.Active,
        [new("sales", Role.TeamMember)],
        default);

    [Theory]
    [InlineData("?search=LOVE", true)]
    [InlineData("?search=@contoso.example", true)]
    [InlineData("?search=@fabrikam.example", false)]
    [InlineData("?search=00000000-0000-0000-0000-000000000001", true)]
    [InlineData("?search=Engines", false)]
    [InlineData("?department=engine", true)]
    [InlineData("?search=ada&department=sales", false)]
    [InlineData("?search=ada&department=engines&surname=love&services=1", true)]
    [InlineData("?services=2", false)]
    [InlineData("?serviceId=sales&source=synced", true)]
    [InlineData("", true)]
    public void Matches_SearchAndFilters_AreAnded(string query, bool expected) => Assert.Equal(expected, Parse(query).Query!.Matches(User));

    [Theory]
    [InlineData("?top=0", "top")]
    [InlineData("?top=201", "top")]
    [InlineData("?top=x", "top")]
    [InlineData("?continuation=%21", "continuation")]
    [InlineData("?departement=x", "departement")]
    [InlineData("?search=a&search=b", "search")]
    public void Parse_BadParameter_IsNamed(string query, string field) =>
        Assert.Contains(field, Parse(query).Problem!.Errors!.Keys);

    [Fact]
    public void Position_WrittenAndParsed_IsTheSame()
    {
        var position = new UserListPosition(15, Arbitraries.Id(3));

        Assert.Equal(position, UserListPosition.Parse(position.Write()));
    }

    private static (UserQuery? Query, NimbusFunctions.Web.Problem? Problem) Parse(string query) =>
        UserQuery.Parse(new QueryCollection(QueryHelpers.ParseQuery(query)));
}
