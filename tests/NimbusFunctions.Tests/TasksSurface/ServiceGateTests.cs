using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.SettingsReaders;

namespace NimbusFunctions.Tests.TasksSurface;

public class ServiceGateTests
{
    private static readonly TenantSettings Active = new(1, new("Tenant"), new(), new(), new());

    [Theory]
    [InlineData(TenantState.Active, null)]
    [InlineData(TenantState.Trial, null)]
    [InlineData(TenantState.Lab, null)]
    [InlineData(TenantState.Suspended, "tenant-suspended")]
    [InlineData(TenantState.Expired, null)]
    [InlineData(TenantState.Canceled, "tenant-canceled")]
    internal void Refusal_StateOfTheTenant_ByDefault(TenantState state, string? type) =>
        IsRefused(type, ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, Active with { State = state }));

    [Fact]
    [ChangesWith("limits.whenExpired", "limits.whenCanceled")]
    public void Refusal_ExpiredAndCanceled_CanBeChosen()
    {
        var limits = new LimitsSection(WhenExpired: LimitsSection.Refuse, WhenCanceled: LimitsSection.Admit);

        IsRefused("tenant-expired", ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, Active with { State = TenantState.Expired, Limits = limits }));
        IsRefused(null, ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, Active with { State = TenantState.Canceled, Limits = limits }));
    }

    [Theory]
    [InlineData(ServiceState.Operational, null)]
    [InlineData(ServiceState.TeamSoftDeleted, "service-team-deleted")]
    [InlineData(ServiceState.TeamGone, "service-team-gone")]
    [InlineData(ServiceState.PendingDeletion, "service-pending-deletion")]
    internal void Refusal_StateOfTheService_HasATypeOfItsOwn(ServiceState state, string? type) => IsRefused(
        type, ServiceGate.Refusal(Bodies.Service with { State = state }, Modality.Outbound, Active));

    [Theory]
    [InlineData("AdvancedRouting")]
    [InlineData("EnterpriseRouting")]
    public void Refusal_LowerLicence_HasATypeOfItsOwn(string licence)
    {
        foreach (var modality in Enum.GetValues<Modality>())
            IsRefused("licence-missing", ServiceGate.Refusal(Bodies.Service with { Licence = licence }, modality, Active));
    }

    [Fact]
    public void Refusal_ModalityThatIsOff_HasATypeOfItsOwn()
    {
        foreach (var modality in Enum.GetValues<Modality>())
        {
            IsRefused(null, ServiceGate.Refusal(Bodies.Service, modality, Active));
            IsRefused("modality-missing", ServiceGate.Refusal(
                Bodies.Service with { Modalities = ["Call"] }, modality, Active));
        }
    }

    [Fact]
    public void Refusal_TenantThatIsToGo_HasATypeOfItsOwnWhateverItsServicesSay()
    {
        IsRefused(null, ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, Active));
        IsRefused("tenant-pending-deletion", ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, Active with { IsPendingDeletion = true }));
    }

    [Fact]
    [ChangesWith("instantMessaging.enabled")]
    public void Refusal_ChatsSwitchedOffForTheTenant_AreRefusedAndNothingElse()
    {
        var off = Active with { InstantMessaging = new(Enabled: false) };

        IsRefused("modality-missing", ServiceGate.Refusal(Bodies.Service, Modality.InstantMessaging, off));
        IsRefused(null, ServiceGate.Refusal(Bodies.Service, Modality.Email, off));
    }

    private static void IsRefused(string? type, NimbusFunctions.Web.Problem? problem) =>
        Assert.Equal(type, problem?.Type.Split('/')[^1]);
}
