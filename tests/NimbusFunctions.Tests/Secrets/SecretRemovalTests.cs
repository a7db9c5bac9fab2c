using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Secrets;

/// <summary>A tenant that ends takes its secrets with it.</summary>
public sealed class SecretRemovalTests
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_a_tenant_ends_its_secrets_go()
    {
        await using var house = await ApiHouse.StartAsync(("Retention:GraceHours", "0"), ("Retention:QuietMinutes", "0"));
        var (store, rows) = (house.Services.GetRequiredService<ISecretStore>(), house.Services.GetRequiredService<SecretRows>());
        await house.SetAcsAsync("im-acs");
        // What a removal that was cut short leaves: a value without a row.
        await store.WriteAsync(ApiHouse.Tenant, "assistant-acs", "left behind", Stop);
        Assert.Equal(HttpStatusCode.Accepted, (await house.System().CallAsync(HttpMethod.Delete, Tenant, """{"confirm":"YES"}""")).Status);
        await house.Services.GetRequiredService<TenantPurge>().RunSliceAsync(ApiHouse.Tenant, Stop);
        Assert.Equal(SecretCalls.ConnectionString, await store.ReadAsync(ApiHouse.Tenant, "im-acs", Stop));

        Assert.Equal(HttpStatusCode.Accepted, (await house.System().CallAsync(HttpMethod.Post, $"{Tenant}/provisioning/confirm")).Status);
        await house.Services.GetRequiredService<TenantPurge>().RunSliceAsync(ApiHouse.Tenant, Stop);

        Assert.Null(await house.Services.GetRequiredService<TenantStore>().FindAsync(ApiHouse.Tenant, Stop));
        Assert.Empty(await rows.ListAsync(ApiHouse.Tenant, Stop));
        foreach (var kind in SecretKind.All)
            Assert.Null(await store.ReadAsync(ApiHouse.Tenant, kind.Name, Stop));
    }
}
