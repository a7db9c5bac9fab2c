using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.Registration;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.Callbacks.Registration.TriggerScene;

namespace NimbusFunctions.Tests.Callbacks.Registration;

public sealed class RegistrationTests
{
    [Theory]
    [InlineData(TaskTriggers, "task")]
    [InlineData(EntryTriggers, "entry")]
    public async Task Post_ATrigger_SaysWhereItIsRemoved(string path, string kind)
    {
        await using var scene = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(Body(kind: kind), System.Text.Encoding.UTF8, "application/json") };
        using var answer = await scene.Administrator.SendAsync(request, TestContext.Current.CancellationToken);
        var location = answer.Headers.Location!;

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.True(location.IsAbsoluteUri);
        Assert.StartsWith($"/{path}/", location.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(scene.Administrator.BaseAddress!.Authority, location.Authority);
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Administrator.CallAsync(HttpMethod.Delete, location.ToString())).Status);
        Assert.Empty(await ListAsync(scene.Administrator));
    }

    [Fact]
    public async Task Post_BehindTheFrontOfTheCloud_SaysTheAddressThatWasCalled()
    {
        await using var scene = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, TaskTriggers) { Content = new StringContent(Body(), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Host = "api.nimbus.example";
        using var answer = await scene.Administrator.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.StartsWith($"https://api.nimbus.example/{TaskTriggers}/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TheSameAgain_IsTheSameTrigger()
    {
        await using var scene = await StartAsync();
        var first = await RegisterAsync(scene.Administrator, TaskTriggers, Body(services: ["sales@a.example", "help@a.example"], events: ["Created", "Terminated"]));
        var again = await RegisterAsync(scene.Administrator, TaskTriggers, Body(services: ["help@a.example", "sales@a.example", "help@a.example"], events: ["Terminated", "Created"]));
        var entry = await RegisterAsync(scene.Administrator, EntryTriggers, Body(kind: "entry"));
        using var other = await scene.House.AsAsync(Role.TenantAdministrator);
        var ofOther = await RegisterAsync(other, TaskTriggers, Body(services: ["sales@a.example", "help@a.example"], events: ["Created", "Terminated"]));

        Assert.Equal(first, again);
        Assert.Distinct([first, entry, ofOther]);
        Assert.Equal(3, (await ListAsync(scene.Administrator)).Count);
    }

    [Fact]
    public async Task Post_ManyTimesAtOnce_IsOneTrigger()
    {
        await using var scene = await StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RegisterAsync(scene.Administrator, TaskTriggers, Body())));

        Assert.Single(ids.Distinct());
        Assert.Single(await ListAsync(scene.Administrator));
    }

    [Fact]
    public async Task Post_TheSameAddressWithAnotherFilter_TakesThePlaceInWhicheverOrderTheOldOneIsRemoved()
    {
        await using var scene = await StartAsync();
        var old = await RegisterAsync(scene.Administrator, TaskTriggers, Body(events: ["Created"]));
        var changed = await RegisterAsync(scene.Administrator, TaskTriggers, Body(events: ["Terminated"]));
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Administrator.CallAsync(HttpMethod.Delete, $"{TaskTriggers}/{old}")).Status);

        Assert.Equal(changed, Assert.Single(await ListAsync(scene.Administrator))["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Post_AgainWhereTheAddressWasGone_ResumesIt()
    {
        await using var scene = await StartAsync();
        var id = await RegisterAsync(scene.Administrator, TaskTriggers, Body());
        await scene.Store.ChangeHealthAsync(ApiHouse.Tenant, id, _ => new(SuspensionCause.AddressGone, TimeProvider.System.GetUtcNow(), 3), CancellationToken.None);
        await RegisterAsync(scene.Administrator, TaskTriggers, Body());

        Assert.Equal(("Active", 3), (await ListAsync(scene.Administrator)).Select(trigger => (trigger["state"]!.GetValue<string>(), trigger["missed"]!.GetValue<int>())).Single());
    }

    [Theory]
    [InlineData("no-such-trigger")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("%2F..%23?x")]
    public async Task Delete_WhatIsNotThere_IsNoFault(string id)
    {
        await using var scene = await StartAsync();
        using var nobody = await scene.House.AsAsync(null);

        Assert.Equal(HttpStatusCode.NoContent, (await nobody.CallAsync(HttpMethod.Delete, $"{TaskTriggers}/{id}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await nobody.CallAsync(HttpMethod.Delete, $"{EntryTriggers}/{id}")).Status);
    }

    [Fact]
    public async Task Delete_OfSomebodyElse_IsForAdministratorsAlone()
    {
        await using var scene = await StartAsync();
        using var owner = await scene.House.AsAsync(Role.ServiceOwner, "sales");
        using var other = await scene.House.AsAsync(Role.ServiceOwner, "sales");
        var id = await RegisterAsync(owner, TaskTriggers, Body());

        (await other.CallAsync(HttpMethod.Delete, $"{TaskTriggers}/{id}")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.NoContent, (await owner.CallAsync(HttpMethod.Delete, $"{EntryTriggers}/{id}")).Status);
        Assert.Single(await ListAsync(owner));
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Administrator.CallAsync(HttpMethod.Delete, $"{TaskTriggers}/{id}")).Status);
        Assert.Empty(await ListAsync(owner));
    }

    [Fact]
    public async Task Post_ForServices_OnlyThoseThatTheCallersRoleCovers()
    {
        await using var scene = await StartAsync();
        using var owner = await scene.House.AsAsync(Role.TeamOwner, "sales");
        var refused = await owner.CallAsync(HttpMethod.Post, TaskTriggers, Body(services: ["sales@a.example", "help@a.example"]));
        var unknown = await owner.CallAsync(HttpMethod.Post, TaskTriggers, Body(services: ["sales@a.example", "nobody@a.example"]));

        refused.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains("help@a.example", refused.Text("detail"), StringComparison.Ordinal);
        unknown.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(unknown.Json["errors"]!["config.services[1]"]);
        await RegisterAsync(owner, TaskTriggers, Body());
    }

    [Fact]
    public async Task Post_AsALimitedOwner_IsForSchedulerEntriesAlone()
    {
        await using var scene = await StartAsync();
        using var limited = await scene.House.AsAsync(Role.TeamOwnerLimited, "sales");

        (await limited.CallAsync(HttpMethod.Post, TaskTriggers, Body())).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        await RegisterAsync(limited, EntryTriggers, Body(kind: "entry"));
    }

    [Fact]
    public async Task Post_WithoutAUser_IsRefusedWithTheReason()
    {
        await using var scene = await StartAsync();
        using var daemon = scene.House.System();
        await scene.House.RegisterAsync(ApiHouse.Operator);
        using var nobody = await scene.House.AsAsync(null);
        using var anonymous = new HttpClient { BaseAddress = nobody.BaseAddress };
        var refused = await daemon.CallAsync(HttpMethod.Post, TaskTriggers, Body());

        refused.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains("user", refused.Text("detail"), StringComparison.Ordinal);
        (await nobody.CallAsync(HttpMethod.Post, TaskTriggers, Body())).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.CallAsync(HttpMethod.Post, TaskTriggers, Body())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.CallAsync(HttpMethod.Get, "v1/triggers")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.CallAsync(HttpMethod.Delete, $"{TaskTriggers}/x")).Status);
    }

    [Fact]
    public async Task Post_OverTheLimits_SaysWhichItIs()
    {
        await using var scene = await StartAsync();
        using var owner = await scene.House.AsAsync(Role.ServiceOwner, "sales");
        foreach (var number in Enumerable.Range(0, TriggerDesk.MostOfUser))
            await RegisterAsync(owner, TaskTriggers, Body($"{Url}&n={number}"));
        var ofUser = await owner.CallAsync(HttpMethod.Post, TaskTriggers, Body());
        foreach (var number in Enumerable.Range(0, TriggerDesk.MostOfTenant - TriggerDesk.MostOfUser))
            await scene.Store.AddAsync(ApiHouse.Tenant, new(Guid.NewGuid().ToString("N"), TriggerKind.Tasks, $"{Url}&m={number}", new(["sales"], ["Created"], [], []), "somebody", default), CancellationToken.None);
        var ofTenant = await scene.Administrator.CallAsync(HttpMethod.Post, TaskTriggers, Body());

        ofUser.IsProblem(HttpStatusCode.Conflict, "too-many");
        Assert.Contains("50", ofUser.Text("detail"), StringComparison.Ordinal);
        ofTenant.IsProblem(HttpStatusCode.Conflict, "too-many");
        Assert.Contains("200", ofTenant.Text("detail"), StringComparison.Ordinal);
        // What is there already is no more than before.
        await RegisterAsync(owner, TaskTriggers, Body($"{Url}&n=1"));
        await RegisterAsync(owner, TaskTriggers, Body($"{Url}&n=1", events: ["Created"]));
    }
}
