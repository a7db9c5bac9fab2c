using NimbusFunctions.Directory.Services;
using NimbusFunctions.Retention.Offboarding;

namespace NimbusFunctions.Tests.Offboarding;

public class ServiceDeletionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ask_ServiceOfATeam_WaitsForTheConfirmation()
    {
        var asked = ServiceDeletion.Ask(Of("team"), Now);

        Assert.Equal((ServiceState.PendingDeletion, true, false), (asked.State, asked.AwaitsConfirmation, asked.IsEnding));
        Assert.True(ServiceDeletion.Confirm(asked)!.IsEnding);
        Assert.Equal((ServiceState.Operational, false), (ServiceDeletion.Cancel(asked, Now)!.State, ServiceDeletion.Cancel(asked, Now)!.AwaitsConfirmation));
    }

    [Fact]
    public void Ask_ServiceWithoutATeam_EndsAtOnceAndIsNotCalledOff()
    {
        var asked = ServiceDeletion.Ask(Of(null), Now);

        Assert.True(asked.IsEnding);
        Assert.Null(ServiceDeletion.Cancel(asked, Now));
    }

    [Fact]
    public void Ask_AgainAfterTheConfirmation_StaysConfirmed()
    {
        var confirmed = ServiceDeletion.Confirm(ServiceDeletion.Ask(Of("team"), Now))!;

        Assert.Equal(confirmed, ServiceDeletion.Ask(confirmed, Now.AddHours(1)));
        Assert.Equal(confirmed, ServiceDeletion.Confirm(confirmed));
        Assert.Null(ServiceDeletion.Cancel(confirmed, Now));
    }

    [Fact]
    public void ConfirmOrCancel_NobodyAsked_IsNothing()
    {
        Assert.Null(ServiceDeletion.Confirm(Of("team")));
        Assert.Null(ServiceDeletion.Cancel(Of("team"), Now));
    }

    private static Service Of(string? team) => new(
        "desk", "desk@x.example", "Desk", team is null ? "SkillBased" : "MsTeams", team, "unit", "ContactCenter", [], false, false, true, true,
        "Normal", "TeamOwner", ServiceState.Operational, 3, Now);
}
