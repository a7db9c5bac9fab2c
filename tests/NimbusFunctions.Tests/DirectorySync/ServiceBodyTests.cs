using NimbusFunctions.Directory.Services;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.DirectorySync;

public class ServiceBodyTests
{
    private static readonly ServiceBody Valid = new(
        Upn: "sales@contoso.example", DisplayName: "Sales", AssignmentType: "MsTeams", TeamId: Arbitraries.Id(1));

    [Fact]
    public void Validate_Valid_HasNoErrors() => Assert.False(Valid.Validate("sales").Any);

    public static TheoryData<string, string> Faults => new()
    {
        { "upn", "no-upn" },
        { "upn-slash", "upn" },
        { "displayName", "displayName" },
        { "assignmentType", "assignmentType" },
        { "teamId", "teamId" },
        { "team-of-none", "teamId" },
        { "licence", "licence" },
        { "modalities", "modalities" },
        { "modality-licence", "modalities" },
        { "priority", "defaultPriority" },
        { "id", "id" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Validate_Fault_NamesTheField(string fault, string field)
    {
        var body = fault switch
        {
            "upn" => Valid with { Upn = "no upn" },
            "upn-slash" => Valid with { Upn = "a/b@contoso.example" },
            "displayName" => Valid with { DisplayName = "" },
            "assignmentType" => Valid with { AssignmentType = "Robots" },
            "teamId" => Valid with { TeamId = null },
            "team-of-none" => Valid with { AssignmentType = "None" },
            "licence" => Valid with { Licence = "Gold" },
            "modalities" => Valid with { Modalities = ["Fax"] },
            "modality-licence" => Valid with { Modalities = ["Email"], Licence = "EnterpriseRouting" },
            "priority" => Valid with { DefaultPriority = "Highest" },
            _ => Valid with { Id = "other" },
        };

        Assert.Contains(field == "no-upn" ? "upn" : field, body.Validate("sales").ToDictionary().Keys);
    }

    [Theory]
    [InlineData("admins-x")]
    [InlineData("a/b")]
    [InlineData("")]
    public void Validate_BadId_IsNamed(string id) => Assert.Contains("id", Valid.Validate(id).ToDictionary().Keys);

    [Fact]
    public void Apply_OtherAssignmentType_IsAConflict() => Assert.Equal(
        ProblemTypes.FixedAtCreation, ServiceChange.Apply(Created(), Valid with { AssignmentType = "None", TeamId = null }).Problem!.Type);

    [Fact]
    public void Apply_OtherTeam_IsAConflict() =>
        Assert.Equal(409, ServiceChange.Apply(Created(), Valid with { TeamId = Arbitraries.Id(2) }).Problem!.Status);

    [Fact]
    public void Apply_LeftOutFields_KeepTheirValues()
    {
        var service = Created() with { Busy = true, OwnerRole = "TeamOwnerLimited" };

        var changed = ServiceChange.Apply(service, Valid with { DisplayName = "Sales and Service" }).Changed!;

        Assert.Equal(service with { DisplayName = "Sales and Service" }, changed);
    }

    private static Service Created() => ServiceChange.Create("sales", Valid, "unit", "TeamOwner", default);
}
