using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.TasksArrivals;

namespace NimbusFunctions.Tests.SettingsReaders;

/// <summary>Settings by which tasks are admitted.</summary>
public sealed class TaskReaderTests
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";

    [Theory]
    [InlineData("outbound", Modality.Outbound)]
    [InlineData("instantMessaging", Modality.InstantMessaging)]
    [InlineData("externalTask", Modality.ExternalTask)]
    [InlineData("email", Modality.Email)]
    [ChangesWith("limits.outbound", "limits.instantMessaging", "limits.externalTask", "limits.email")]
    internal void Cap_OfAModality_IsInForceForItAlone(string field, Modality modality)
    {
        var usual = new TenantSettings(1, new("Tenant"), new(), new(), new());
        var changed = usual with { Limits = SettingsCatalogue.Limits.Parse($$"""{"{{field}}":7}""") };

        Assert.All(Enum.GetValues<Modality>(), one => Assert.Equal(one == modality ? 7 : LimitsSection.UsualCap, LaneLimits.Of(changed, one).Cap));
    }

    [Fact]
    [ChangesWith("limits.externalTask", "limits.atLimit")]
    public async Task Post_AtTheCap_IsAnsweredAsTheTenantWants()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        (await system.CallAsync(HttpMethod.Put, $"{Tenant}/services/service",
            """{"upn":"service@a.example","displayName":"Service","assignmentType":"None","licence":"ContactCenter","modalities":["Call","ExternalTask"]}""")).IsOk(HttpStatusCode.Created);
        await SetAsync(system, """{"externalTask":1}""");
        using var owner = await house.AsAsync(Role.TeamOwner);
        (await PostAsync(owner)).IsOk();

        (await PostAsync(owner)).IsProblem(HttpStatusCode.Conflict, "task-limit-reached");
        await SetAsync(system, """{"atLimit":"Retry"}""");
        (await UntilAsync(owner, HttpStatusCode.TooManyRequests)).IsProblem(HttpStatusCode.TooManyRequests, "task-limit-reached");
        await SetAsync(system, """{"externalTask":2}""");
        (await UntilAsync(owner, HttpStatusCode.OK)).IsOk();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [ChangesWith("limits.emailLeaseHours")]
    public async Task Lease_OfATaskThatNothingIsHeardOf_KeepsTheSlotSoLong(int hours, bool keeps)
    {
        using var house = new TaskHouse();
        await house.OpenAsync(new(Email: 1, EmailLeaseHours: hours));
        house.Arrive("mail-1");
        await house.LiveAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await house.SlotsAsync()).InUse);

        await house.LiveAsync(TimeSpan.FromMinutes(125));

        Assert.Equal(keeps ? 1 : 0, (await house.SlotsAsync()).InUse);
    }

    [Theory]
    [InlineData("instantMessagingLeaseHours", Modality.InstantMessaging)]
    [InlineData("externalTaskLeaseHours", Modality.ExternalTask)]
    [InlineData("emailLeaseHours", Modality.Email)]
    [ChangesWith("limits.instantMessagingLeaseHours", "limits.externalTaskLeaseHours", "limits.emailLeaseHours")]
    internal void Lease_OfAModality_IsThatOfItsField(string field, Modality modality)
    {
        var (usual, changed) = (new LimitsSection(), SettingsCatalogue.Limits.Parse($$"""{"{{field}}":7}"""));

        Assert.All(
            new[] { Modality.InstantMessaging, Modality.ExternalTask, Modality.Email },
            one => Assert.Equal(one == modality ? TimeSpan.FromHours(7) : usual.LeaseOf(one), changed.LeaseOf(one)));
    }

    private static async Task SetAsync(HttpClient system, string json) => (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/limits", json)).IsOk();

    private static Task<Reply> PostAsync(HttpClient owner) =>
        owner.CallAsync(HttpMethod.Post, "v1/ExternalTasks", new JsonObject { ["serviceUpn"] = "service@a.example" }.ToJsonString());

    /// <summary>A change counts within five seconds.</summary>
    private static async Task<Reply> UntilAsync(HttpClient owner, HttpStatusCode status)
    {
        var end = TimeProvider.System.GetTimestamp() + (5 * TimeProvider.System.TimestampFrequency);
        Reply answer;
        do
            answer = await PostAsync(owner);
        while (answer.Status != status && TimeProvider.System.GetTimestamp() < end);
        return answer;
    }
}
