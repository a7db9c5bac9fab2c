using NimbusFunctions.Ops.SignIn;

namespace NimbusFunctions.Tests.Ops;

public class SignInReasonTests
{
    [Theory]
    [InlineData("access_denied", 65004, "denied")]
    [InlineData("access_denied", 0, "denied")]
    [InlineData("access_denied", 50105, "not-assigned")]
    [InlineData("consent_required", 0, "consent")]
    [InlineData("invalid_grant", 65001, "consent")]
    [InlineData("interaction_required", 50076, "interaction")]
    [InlineData("invalid_grant", 50076, "interaction")]
    [InlineData("login_required", 50058, "interaction")]
    [InlineData("invalid_grant", 70008, "expired")]
    [InlineData("invalid_grant", 54005, "expired")]
    [InlineData("invalid_client", 700024, "setup")]
    [InlineData("invalid_client", 500112, "setup")]
    [InlineData("invalid_request", 50011, "setup")]
    [InlineData("temporarily_unavailable", 90033, "unreachable")]
    [InlineData("something-new", 0, "failed")]
    [InlineData(null, 0, "failed")]
    public void Of_AnErrorOfEntra_IsItsReason(string? error, int number, string reason)
    {
        Assert.Equal(reason, SignInReason.Of(error, number));
        Assert.Contains(reason, SignInReason.All);
    }

    [Theory]
    [InlineData("AADSTS65001: The user", 65001)]
    [InlineData("x AADSTS7000218", 7000218)]
    [InlineData("AADSTS", 0)]
    [InlineData("AADSTSx", 0)]
    [InlineData("AADSTS99999999999999999999", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void NumberIn_ADescription_IsThatOfEntra(string? description, int number) => Assert.Equal(number, SignInReason.NumberIn(description));
}
