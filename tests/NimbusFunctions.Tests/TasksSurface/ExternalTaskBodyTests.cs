using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Tests.TasksSurface;

public class ExternalTaskBodyTests
{
    private static readonly PreferredUser Somebody = new("a@contoso.example", 1);

    [Fact]
    public void Validate_Least_IsValid() => Assert.Empty(Faults(Bodies.External));

    [Fact]
    public void Validate_EmptyTexts_CountAsNone() => Assert.Empty(Faults(Bodies.External with
    {
        CustomerIdentifier = "",
        DistributionPriority = "",
        Customer = new(FirstName: "", Email: ""),
    }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Validate_NoService_IsNamed(string? upn) => Assert.Equal(["serviceUpn"], Faults(Bodies.External with { ServiceUpn = upn }));

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void Validate_PreferredUsers_AreTenAtMost(int users, int faults) => Assert.Equal(
        faults, Faults(Bodies.External with { PreferredUsers = [.. Enumerable.Repeat(Somebody, users)] }).Count);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void Validate_PriorityOfAUser_IsFrom1To99(int priority, bool isValid) => Assert.Equal(
        isValid ? [] : ["preferredUsers[1].priority"],
        Faults(Bodies.External with { PreferredUsers = [Somebody, Somebody with { Priority = priority }] }));

    [Fact]
    public void Validate_NullsInLists_AreNamed() => Assert.Equal(
        ["customer.customFields[0].name", "customContextParameters[0].name", "preferredUsers[0].upn"],
        Faults(Bodies.External with
        {
            PreferredUsers = [null!],
            CustomContextParameters = [null!],
            Customer = new(CustomFields: [new(null, "x")]),
        }));

    [Fact]
    public void Validate_ValueOfAParameter_MayHaveLines() => Assert.Empty(Faults(Bodies.External with
    {
        CustomContextParameters = [new("note", "one\ntwo")],
    }));

    private static List<string> Faults(ExternalTaskBody body) => [.. body.Validate().ToDictionary().Keys];
}
