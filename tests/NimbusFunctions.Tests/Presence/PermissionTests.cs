using Azure.Identity;
using NimbusFunctions.Entra;
using NimbusFunctions.Graph;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Permission;
using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Tests.Presence;

public class PermissionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid User = Guid.NewGuid();
    private static readonly SeenPresence Offline = new("offline", "OffWork");

    [Fact]
    public void GrantLink_NamesTenantClientScopeAndState() => Assert.Equal(
        "https://login.example/t1/v2.0/adminconsent?client_id=c1&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&redirect_uri=https%3A%2F%2Fportal.example%2Fdone&state=s1",
        GrantLink.Of(new EntraOptions { Authority = "https://login.example/", ClientId = "c1" }, new PresenceOptions { GrantRedirectUri = "https://portal.example/done" }, "t1", "s1").Url);

    [Theory]
    [InlineData("AADSTS700016: Application was not found in the directory.", PresencePermission.NotConsented, "not-consented")]
    [InlineData("AADSTS90033: A transient error has occurred.", null, "try-again")]
    public void Check_WithoutAToken_TellsConsentFromAnOutage(string message, object? permission, string result)
    {
        var trouble = PollTrouble.Of(new AuthenticationFailedException(message), Now);

        Assert.Equal((PresencePermission?)permission, trouble.Permission);
        Assert.Equal(result, CheckAnswer.Of(trouble, lookedUser: true).Result);
    }

    [Fact]
    public void Check_Throttled_SaysWhenToTryAgain()
    {
        var answer = CheckAnswer.Of(PollTrouble.Of(new ThrottledException(TimeSpan.FromSeconds(12.5)), Now), lookedUser: false);

        Assert.Equal(("try-again", 12.5), (answer.Result, answer.RetryAfterSeconds));
    }

    [Fact]
    public void Check_Forbidden_IsPermissionMissing() =>
        Assert.Equal("permission-missing", CheckAnswer.Of(new PollTrouble(GraphTrouble.Forbidden), lookedUser: false).Result);

    [Fact]
    public void Check_NoSuchUser_SaysSo() => Assert.Equal("user-unknown", CheckAnswer.Of(null, []).Result);

    [Fact]
    public void Check_PresenceUnknownOrNoEntry_IsAUserWithoutTeams()
    {
        Assert.Equal("user-without-teams", CheckAnswer.Of(User, []).Result);
        Assert.Equal("user-without-teams", CheckAnswer.Of(User, [Answer(User, new("PresenceUnknown", "PresenceUnknown"))]).Result);
    }

    [Theory]
    [InlineData(4, "working")]
    [InlineData(5, "privacy-mode-suspected")]
    public void Check_EverybodyOffline_IsSuspectedOfEnough(int others, string result) =>
        Assert.Equal(result, CheckAnswer.Of(User, [Answer(User, Offline), .. Enumerable.Range(0, others).Select(_ => Answer(Guid.NewGuid(), Offline))]).Result);

    [Fact]
    public void Check_OneOfManyAvailable_Works()
    {
        var answers = Enumerable.Range(0, 9).Select(_ => Answer(Guid.NewGuid(), Offline)).Append(Answer(Guid.NewGuid(), new("Available", "Available")));

        Assert.Equal("working", CheckAnswer.Of(User, [Answer(User, Offline), .. answers]).Result);
    }

    private static PresenceAnswer Answer(Guid user, SeenPresence seen) => new(user, seen, null, Now);
}
