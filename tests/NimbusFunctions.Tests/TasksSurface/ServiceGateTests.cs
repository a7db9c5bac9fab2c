using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.TasksSurface;

public class ServiceGateTests
{
    [Theory]
    [InlineData(TenantState.Active, null)]
    [InlineData(TenantState.Trial, null)]
    [InlineData(TenantState.Lab, null)]
    [InlineData(TenantState.Suspended, "tenant-suspended")]
    [InlineData(TenantState.Expired, null)]
    [InlineData(TenantState.Canceled, "tenant-canceled")]
    internal void Refusal_StateOfTheTenant_ByDefault(TenantState state, string? type) =>
        IsRefused(type, ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, state, new()));

    [Fact]
    public void Refusal_ExpiredAndCanceled_CanBeChosen()
    {
        var limits = new LimitsSection(WhenExpired: LimitsSection.Refuse, WhenCanceled: LimitsSection.Admit);

        IsRefused("tenant-expired", ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, TenantState.Expired, limits));
        IsRefused(null, ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, TenantState.Canceled, limits));
    }

    [Theory]
    [InlineData(ServiceState.Operational, null)]
    [InlineData(ServiceState.TeamSoftDeleted, "service-team-deleted")]
    [InlineData(ServiceState.TeamGone, "service-team-gone")]
    [InlineData(ServiceState.PendingDeletion, "service-pending-deletion")]
    internal void Refusal_StateOfTheService_HasATypeOfItsOwn(ServiceState state, string? type) => IsRefused(
        type, ServiceGate.Refusal(Bodies.Service with { State = state }, Modality.Outbound, TenantState.Active, new()));

    [Theory]
    [InlineData("AdvancedRouting")]
    [InlineData("EnterpriseRouting")]
    public void Refusal_LowerLicence_HasATypeOfItsOwn(string licence)
    {
        foreach (var modality in Enum.GetValues<Modality>())
            IsRefused("licence-missing", ServiceGate.Refusal(Bodies.Service with { Licence = licence }, modality, TenantState.Active, new()));
    }

    [Fact]
    public void Refusal_ModalityThatIsOff_HasATypeOfItsOwn()
    {
        foreach (var modality in Enum.GetValues<Modality>())
        {
            IsRefused(null, ServiceGate.Refusal(Bodies.Service, modality, TenantState.Active, new()));
            IsRefused("modality-missing", ServiceGate.Refusal(
                Bodies.Service with { Modalities = ["Call"] }, modality, TenantState.Active, new()));
        }
    }

    [Fact]
    public void Refusal_TenantThatIsToGo_HasATypeOfItsOwnWhateverItsServicesSay()
    {
        var tenant = new TenantSettings(1, new("Tenant"), new(), new(), new());

        IsRefused(null, ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, tenant));
        IsRefused("tenant-pending-deletion", ServiceGate.Refusal(Bodies.Service, Modality.ExternalTask, tenant with { IsPendingDeletion = true }));
    }

    private static void IsRefused(string? type, NimbusFunctions.Web.Problem? problem) =>
        Assert.Equal(type, problem?.Type.Split('/')[^1]);
}
