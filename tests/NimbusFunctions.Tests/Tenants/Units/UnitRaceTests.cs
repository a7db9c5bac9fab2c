using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Units;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Tenants.Units;

/// <summary>Units at their limit, and under two hands at once.</summary>
public sealed class UnitRaceTests
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";
    private const string Root = "root";

    [Fact]
    public void ObstacleToMaking_TheThousandAndFirst_IsRefused()
    {
        var units = Enumerable.Range(1, UnitTree.MostUnits - 2).Select(number => new OrganizationUnit($"u{number}", $"Unit {number}", Root))
            .Prepend(new(Root, "Default", null)).ToList();
        Assert.Null(new UnitTree(units, Root).ObstacleToMaking(new("last", "Last", Root)));

        units.Add(new("last", "Last", Root));

        Assert.EndsWith("/too-many", new UnitTree(units, Root).ObstacleToMaking(new("beyond", "Beyond", Root))!.Type, StringComparison.Ordinal);
    }

    /// <summary>Whoever of the two is first, nobody lies in a unit that is gone, and nobody was told something that is not so.</summary>
    [Fact]
    public async Task When_AUnitIsDeletedWhileAUserIsMovedIntoIt_Should_LeaveTheUserInAUnitThatIsThere()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var user = await house.NewUserAsync(null);
        var (moved, deleted) = (0, 0);
        for (var round = 0; round < 60; round++)
        {
            var unit = (await system.CallAsync(HttpMethod.Post, $"{Tenant}/organization-units", $$"""{"name":"Unit {{round}}"}""")).IsOk(HttpStatusCode.Created).Text("id");

            var move = system.CallAsync(HttpMethod.Patch, $"{Tenant}/users/{user}", $$"""{"organizationUnitId":"{{unit}}"}""");
            var delete = system.CallAsync(HttpMethod.Delete, $"{Tenant}/organization-units/{unit}");
            var (moveAnswer, deleteAnswer) = (await move, await delete);

            var lies = (await system.CallAsync(HttpMethod.Get, $"{Tenant}/users/{user}")).IsOk().Text("organizationUnitId");
            var isThere = (await system.CallAsync(HttpMethod.Get, $"{Tenant}/organization-units/{unit}")).Status == HttpStatusCode.OK;
            Assert.Equal(moveAnswer.Status == HttpStatusCode.OK, lies == unit);
            Assert.Equal(deleteAnswer.Status == HttpStatusCode.NoContent, !isThere);
            Assert.False(lies == unit && !isThere, $"Round {round}: the user lies in a unit that is gone.");
            (moved, deleted) = (moved + (lies == unit ? 1 : 0), deleted + (isThere ? 0 : 1));
            if (lies == unit)
                (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/users/{user}", $$"""{"organizationUnitId":"{{OrganizationUnit.DefaultIdOf(ApiHouse.Tenant)}}"}""")).IsOk();
        }

        // Where each saw the other, both gave way; that is no more than a few.
        Assert.InRange(moved + deleted, 40, 60);
    }

    /// <summary>The same for what is made in it.</summary>
    [Theory]
    [InlineData("services")]
    [InlineData("skills")]
    [InlineData("books")]
    public async Task When_AUnitIsDeletedWhileSomethingIsMadeInIt_Should_LeaveNothingInAUnitThatIsGone(string what)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var category = (await system.CallAsync(HttpMethod.Post, $"{Tenant}/skill-categories", """{"name":"All"}""")).IsOk(HttpStatusCode.Created).Text("id");
        for (var round = 0; round < 25; round++)
        {
            var unit = (await system.CallAsync(HttpMethod.Post, $"{Tenant}/organization-units", $$"""{"name":"Unit {{round}}"}""")).IsOk(HttpStatusCode.Created).Text("id");

            var make = what switch
            {
                "services" => system.CallAsync(HttpMethod.Put, $"{Tenant}/services/s{round}",
                    $$"""{"upn":"s{{round}}@a.example","displayName":"S","assignmentType":"None","organizationUnitId":"{{unit}}"}"""),
                "skills" => system.CallAsync(HttpMethod.Post, $"{Tenant}/skills", $$"""{"name":"Skill {{round}}","categoryId":"{{category}}","organizationUnitId":"{{unit}}"}"""),
                _ => administrator.CallAsync(HttpMethod.Post, "v2/AddressBooks", $$"""{"name":"Book {{round}}","organizationUnitId":"{{unit}}"}"""),
            };
            var delete = system.CallAsync(HttpMethod.Delete, $"{Tenant}/organization-units/{unit}");
            var (made, deleted) = ((await make).Status is HttpStatusCode.Created, (await delete).Status == HttpStatusCode.NoContent);

            Assert.False(made && deleted, $"Round {round}: it lies in a unit that is gone.");
        }
    }
}
