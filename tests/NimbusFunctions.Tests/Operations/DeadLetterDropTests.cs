using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Operations;

public sealed class DeadLetterDropTests
{
    private const string OfTenant = $"v1/tenants/{ApiHouse.Tenant}/dead-letters";

    [Fact]
    public async Task ADrop_WhilePurgesArePaused_IsRefused()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var (mine, nobodys) = (await house.PutAsync(), await house.PutAsync("nobody's", owner: null));
        var guards = house.Services.GetRequiredService<GuardStore>();
        await guards.WritePauseAsync(GuardStore.AllTenants, new("me", TimeProvider.System.GetUtcNow(), "stop"), TestContext.Current.CancellationToken);

        foreach (var id in new[] { mine, nobodys })
            (await system.DropAsync(id, root: "v1/operations/dead-letters")).IsProblem(HttpStatusCode.Conflict, "purges-paused");

        await guards.WritePauseAsync(GuardStore.AllTenants, null, TestContext.Current.CancellationToken);
        foreach (var id in new[] { mine, nobodys })
            (await system.DropAsync(id, root: "v1/operations/dead-letters")).IsOk();
        Assert.Single(await house.LinesAsync("dead-letter-dropped", DeadLetterStore.NoTenant));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("a   ")]
    [InlineData("a\u0007bc")]
    public async Task Drop_WithoutAReasonThatCanBeRead_IsRefused(string? reason)
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var id = await house.PutAsync();

        foreach (var (path, body) in new[] { ($"{id}/drop", new JsonObject()), ("drop", new JsonObject { ["filter"] = new JsonObject() }) })
        {
            if (reason is not null)
                body["reason"] = reason;
            var reply = await administrator.CallAsync(HttpMethod.Post, $"{OfTenant}/{path}", body.ToJsonString());
            reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.NotNull(reply.Json["errors"]!["reason"]);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await administrator.DropAsync(id, new string('x', 501))).Status);
        Assert.NotNull(await house.FindLetterAsync(id));
    }

    [Fact]
    public async Task Drop_WithAReason_LeavesALineWithAuthorAndReason()
    {
        await using var house = await ApiHouse.StartAsync();
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        var id = await house.PutAsync();

        (await administrator.DropAsync(id, "The customer called: done by hand.")).IsOk();
        (await administrator.DropAsync(id)).IsGone();

        var line = Assert.Single(await house.LinesAsync("dead-letter-dropped"));
        Assert.Contains("by user:4", line.Proof, StringComparison.Ordinal);
        Assert.Contains("done by hand", line.Proof, StringComparison.Ordinal);
        Assert.Equal(DeadLetterPlace.Parse(id)!.Letter, line.Subject);
    }
}
