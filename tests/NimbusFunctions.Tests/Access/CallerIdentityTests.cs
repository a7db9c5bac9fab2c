using System.Security.Claims;
using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.Access;

public class CallerIdentityTests
{
    private const string Tenant = "00000000-0000-0000-0000-00000000000a";
    private const string Subject = "00000000-0000-0000-0000-00000000000b";

    [Fact]
    public void From_UsersToken_HasItsRolesAndIsNoApp()
    {
        var identity = From(("tid", Tenant), ("oid", Subject), ("scp", "user_impersonation"), ("roles", "System.Administrator"));

        Assert.False(identity!.IsApp);
        Assert.Equal(["System.Administrator"], identity.AppRoles);
    }

    [Fact]
    public void From_AppToken_HasItsRoles() => Assert.Equal(
        ["System.Administrator"],
        From(("tid", Tenant), ("oid", Subject), ("idtyp", "app"), ("roles", "System.Administrator"))!.AppRoles);

    [Fact]
    public void From_UserTokenThatCallsItselfApp_IsNone() => Assert.False(
        From(("tid", Tenant), ("oid", Subject), ("idtyp", "app"), ("scp", "x"), ("roles", "System.Administrator"))!.IsApp);

    [Fact]
    public void From_MissingClaims_IsNobody()
    {
        Assert.Null(From(("tid", Tenant)));
        Assert.Null(From(("tid", "no-guid"), ("oid", Subject)));
    }

    private static CallerIdentity? From(params (string Type, string Value)[] claims) =>
        CallerIdentity.From(new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)))));
}
