using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Tests.DirectorySync;

public class UserQueryTests
{
    private static readonly ListedUser User = ListedUser.Of(new StoredUser(new(
        Arbitraries.Id(1),
        new("Ada Lovelace", "Ada", "Lovelace", "ada.lovelace@contoso.example", "Engines", "ada@contoso.example"),
        Arbitraries.Id(9),
        UserSource.Synced,
        UserState.Active,
        [new("sales", Role.TeamMember)],
        default), default)
    {
        Entitlement = new(UserLicences.AttendantConsole, true),
    }, text => text);

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
    [InlineData("?attendantConsole=TRUE", true)]
    [InlineData("?attendantConsole=false", false)]
    [InlineData("?activeProfile=", true)]
    [InlineData("?activeProfile=office", false)]
    [InlineData("", true)]
    public void Matches_SearchAndFilters_AreAnded(string query, bool expected) => Assert.Equal(expected, Parse(query).Query!.Matches(User));

    [Theory]
    [InlineData("?top=0", "top")]
    [InlineData("?top=201", "top")]
    [InlineData("?top=x", "top")]
    [InlineData("?continuation=%21", "continuation")]
    [InlineData("?attendantConsole=yes", "attendantConsole")]
    [InlineData("?orderBy=mail", "orderBy")]
    [InlineData("?departement=x", "departement")]
    [InlineData("?search=a&search=b", "search")]
    public void Parse_BadParameter_IsNamed(string query, string field) =>
        Assert.Contains(field, Parse(query).Problem!.Errors!.Keys);

    [Theory]
    [InlineData("Ada | Lovelace")]
    [InlineData("")]
    [InlineData(null)]
    public void Position_WrittenAndParsed_IsTheSame(string? name)
    {
        var position = new UserListPosition(Arbitraries.Id(3), name);

        Assert.Equal(position, UserListPosition.Parse(position.Write()));
    }

    [Theory]
    [InlineData("", "Ada")]
    [InlineData("&orderBy=displayName", null)]
    public void Parse_ContinuationOfTheOtherOrder_IsRefused(string order, string? name) => Assert.Contains(
        "continuation", Parse($"?continuation={new UserListPosition(Arbitraries.Id(3), name).Write()}{order}").Problem!.Errors!.Keys);

    private static (UserQuery? Query, NimbusFunctions.Web.Problem? Problem) Parse(string query) =>
        UserQuery.Parse(new QueryCollection(QueryHelpers.ParseQuery(query)));
}
