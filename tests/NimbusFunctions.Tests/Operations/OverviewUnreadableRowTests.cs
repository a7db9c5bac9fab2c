using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Operations.Overview;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Operations;

public sealed class OverviewUnreadableRowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Letters_WhoseRowsCannotBeRead_AreCountedAndHideNoOther()
    {
        await using var house = await ApiHouse.StartAsync();
        await NewTenantAsync(house);
        await house.PutAsync();
        await PutAsync(house, new(ApiHouse.Tenant + "|20260504", "no columns"));
        await PutAsync(house, new(ApiHouse.Tenant + "|20260504|odd", "partition") { ["Queue"] = "task-events" });
        await PutAsync(house, new(ApiHouse.Tenant + "|20260505", "other kinds") { ["Queue"] = 7, ["LastSeen"] = "yesterday" });
        await PutAsync(house, new("odd", "no owner") { ["Queue"] = "task-events", ["Reason"] = "It failed." });
        var counts = house.Services.GetRequiredService<LetterCounts>();

        var answer = await house.Services.GetRequiredService<TenantsOverview>().GatherAsync(Stop);
        var one = await counts.OfAsync(ApiHouse.Tenant, Stop);

        Assert.Equal((4, 0), (Of(answer, ApiHouse.Tenant).DeadLetters, Of(answer, ApiHouse.Operator).DeadLetters));
        Assert.Equal((1, 5, 0), (answer.NoTenant.DeadLetters, answer.Totals.DeadLetters, answer.Totals.Unknown));
        Assert.Equal((4, 2), (one.Total, one.ByQueue["task-events"]));
        Assert.NotNull(one.Oldest);
    }

    [Fact]
    public async Task Presence_WhoseRowOfOneTenantCannotBeRead_LeavesThatTenantAloneUnknown()
    {
        await using var house = await ApiHouse.StartAsync();
        await NewTenantAsync(house);
        await house.Tables.Presence.UpsertEntityAsync(new TableEntity(ScheduleStore.Partition, ApiHouse.Tenant) { ["Interval"] = "often" }, cancellationToken: Stop);

        var answer = await house.Services.GetRequiredService<TenantsOverview>().GatherAsync(Stop);

        Assert.Equal(TroubleKind.Unknown, Assert.Single(Of(answer, ApiHouse.Tenant).Trouble).Kind);
        Assert.Empty(Of(answer, ApiHouse.Operator).Trouble);
    }

    [Theory]
    [InlineData(null, "a", true)]
    [InlineData("b|20260504", "a", true)]
    [InlineData("b|20260504", "b", false)]
    [InlineData("b|20260504", "c", false)]
    [InlineData("", "a", false)]
    [InlineData("b", "a", true)]
    [InlineData("b", "b", false)]
    public void LettersOfAll_OfAnOwner_AreKnownBeforeWhereCountingStopped(string? stopped, string owner, bool isKnown)
    {
        var letters = new LettersOfAll(new Dictionary<string, LetterCount>(), stopped);

        Assert.Equal(isKnown ? LetterCount.None : null, letters.Of(owner));
    }

    private static TenantItem Of(OverviewAnswer answer, string tenant) => answer.Tenants.Single(item => item.Id == tenant);

    private static async Task PutAsync(ApiHouse house, TableEntity row) => await house.Tables.DeadLetters.UpsertEntityAsync(row, cancellationToken: Stop);

    private static Task<bool> NewTenantAsync(ApiHouse house) => house.Services.GetRequiredService<TenantStore>().CreateAsync(
        new Tenant(ApiHouse.Operator, TenantState.Active, 1, TimeProvider.System.GetUtcNow()), SettingsCatalogue.General.Write(new GeneralSection("Other", "other.example")), "operator", Stop);
}
