using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Services;

/// <summary>The members of a service that has more of them than a page.</summary>
public sealed class MemberPageTests
{
    private static readonly string[] Members = [.. Enumerable.Range(1, 501).Select(number => $"50000000-0000-0000-0000-{number:D12}")];

    [Fact]
    public async Task List_MoreThanAPage_IsReadWithItsContinuation()
    {
        await using var scene = await SceneAsync();

        var first = (await scene.ReadAsync($"{ServiceScene.Tenant}/services/desk/members")).Json;
        var second = (await scene.ReadAsync($"{ServiceScene.Tenant}/services/desk/members?continuation={first["continuation"]}")).Json;

        Assert.Equal(Members, first["value"]!.AsArray().Concat(second["value"]!.AsArray()).Select(member => member!["userId"]!.GetValue<string>()));
        Assert.Equal(500, first["value"]!.AsArray().Count);
        Assert.Null(second["continuation"]);
    }

    [Fact]
    public async Task ListAsync_After_HasThoseBehindItAlone()
    {
        await using var scene = await SceneAsync();
        var found = new List<string>();

        await foreach (var member in Store(scene).ListAsync(ApiHouse.Tenant, "desk", TestContext.Current.CancellationToken, Members[498]))
            found.Add(member.UserId);

        Assert.Equal(Members[499..], found);
    }

    private static async Task<ServiceScene> SceneAsync()
    {
        var scene = await ServiceScene.StartAsync();
        await scene.MakeServiceAsync("desk", "SkillBased");
        await Store(scene).PutAsync(
            ApiHouse.Tenant, "desk", Members.Select(id => KeyValuePair.Create(id, Role.ServiceAgent)), _ => false, newAreActive: true, TestContext.Current.CancellationToken);
        return scene;
    }

    private static MembershipStore Store(ServiceScene scene) => scene.House.Services.GetRequiredService<MembershipStore>();
}
