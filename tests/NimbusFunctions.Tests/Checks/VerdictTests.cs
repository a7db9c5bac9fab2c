using System.Text.Json;
using Azure;
using Microsoft.Graph.Models;
using NimbusFunctions.Presence.Permission;
using NimbusFunctions.Tenants.Checks;

namespace NimbusFunctions.Tests.Checks;

/// <summary>What each answer is taken for: pure decisions.</summary>
public sealed class VerdictTests
{
    private const string User = "8:acs:2dee53b4-368b-45b4-ab52-8493fb117652_0001";

    public static TheoryData<string, Exception> Failures => new()
    {
        { "malformed", new FormatException("x") },
        { "wrong-key", new RequestFailedException(401, "x") },
        { "forbidden", new RequestFailedException(403, "x") },
        { "not-acs", new RequestFailedException(404, "x") },
        { "not-acs", new JsonException("x") },
        { "not-acs", new KeyNotFoundException("x") },
        { "try-again", new RequestFailedException(429, "x") },
        { "try-again", new RequestFailedException(503, "x") },
        { "unreachable", new RequestFailedException(0, "x") },
        { "unreachable", new AggregateException(new RequestFailedException(0, "x")) },
        { "unreachable", new TaskCanceledException("x") },
        { "address-refused", new RequestFailedException(0, "x", new HttpRequestException("x", new AddressRefusedException())) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Acs_EachFailure_IsToldApart(string result, Exception failure)
    {
        var finding = AcsVerdict.Of(new(AcsStep.Create, failure, null), null, "the setting");

        Assert.Equal((false, result), (finding.Ok, finding.Result));
    }

    [Fact]
    public void Acs_AUserThatStays_IsNamed() =>
        Assert.Equal(User, AcsVerdict.Of(new(AcsStep.Delete, new RequestFailedException(503, "x"), User), null, "").Detail!["user"]!.GetValue<string>());

    [Theory]
    [InlineData(null, true)]
    [InlineData("2DEE53B4-368b-45b4-ab52-8493fb117652", true)]
    [InlineData("11111111-368b-45b4-ab52-8493fb117652", false)]
    public void Acs_TheResource_IsComparedWhereTold(string? resource, bool ok) =>
        Assert.Equal((ok, ok ? "working" : "other-resource"), Pair(AcsVerdict.Of(new(AcsStep.Done, null, User), resource, "the setting")));

    [Theory]
    [InlineData(null, "not-set")]
    [InlineData("nobody", "malformed")]
    [InlineData("a@server", "no-domain")]
    [InlineData("a@[127.0.0.1]", "no-domain")]
    [InlineData("a@contoso.example", "reserved-domain")]
    [InlineData("a@mail.example.com", "reserved-domain")]
    public void Contact_ThatCannotBeWrittenTo_IsSaid(string? email, string result) => Assert.Equal((false, result), Pair(ContactCheck.Of(email)));

    [Fact]
    public void Contact_ThatCan_SaysWhatWasNotChecked()
    {
        var finding = ContactCheck.Of("it@contoso.com");

        Assert.True(finding.Ok);
        Assert.Contains("Not checked", finding.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7L, 300L, "working")]
    [InlineData(0L, 300L, "nobody")]
    [InlineData(300L, 300L, "everybody")]
    [InlineData(null, 300L, "not-counted")]
    [InlineData(3L, null, "not-counted")]
    public void Filter_EachCount_SaysWhetherItNarrows(long? found, long? users, string result) => Assert.Equal((result == "working", result), Pair(FilterCheck.Of(found, users)));

    [Theory]
    [InlineData("$filter=department eq 'Claims'")]
    [InlineData("filter=department eq 'Claims'")]
    [InlineData("https://graph.microsoft.com/v1.0/users?$filter=department eq 'Claims'")]
    [InlineData("?$filter=department eq 'Claims'")]
    [InlineData("/users?$filter=department eq 'Claims'")]
    [InlineData("department eq 'Claims'&$count=true")]
    public void FilterText_WithMoreThanTheFilter_IsAFault(string text) => Assert.NotNull(FilterText.Fault(text));

    [Theory]
    [InlineData("department eq 'Claims & Billing'")]
    [InlineData("department eq 'Paul''s & Co'")]
    [InlineData("endswith(userPrincipalName,'@alpenwerk.example') and preferredLanguage eq 'de-CH'")]
    public void FilterText_OfAFilter_IsNone(string text) => Assert.Null(FilterText.Fault(text));

    [Fact]
    public void Group_EachKind_IsToldApart()
    {
        var check = new GroupCheck("g", "field", _ => null, true, "tenants.checks", null!);
        Assert.Equal((false, "unknown"), Pair(check.Of("id", null, 0)));
        Assert.Equal((false, "no-security-group"), Pair(check.Of("id", new() { SecurityEnabled = true, GroupTypes = ["Unified"] }, 3)));
        Assert.Equal((false, "no-security-group"), Pair(check.Of("id", new Group { SecurityEnabled = false, MailEnabled = true }, 3)));
        Assert.Equal((false, "empty"), Pair(check.Of("id", new() { SecurityEnabled = true }, 0)));
        Assert.Equal((true, "working"), Pair(check.Of("id", new() { SecurityEnabled = true, GroupTypes = [] }, 3)));
    }

    [Fact]
    public void Permissions_Some_NamesTheMissingAndWhatEachServes()
    {
        var granted = AppPermission.All.Skip(1).Select(permission => permission.Id).ToHashSet();

        var finding = PermissionsCheck.Of(granted, "https://link");

        Assert.Equal((false, "permission-missing"), Pair(finding));
        Assert.Contains("User.Read.All", finding.Says, StringComparison.Ordinal);
        Assert.All(finding.Detail!["permissions"]!.AsArray(), row => Assert.NotEmpty(row!["serves"]!.GetValue<string>()));
        Assert.True(PermissionsCheck.Of(AppPermission.All.Select(permission => permission.Id).ToHashSet(), "https://link").Ok);
    }

    [Fact]
    public void Users_ForChats_AStateDoesNotCount()
    {
        var suspected = new CheckAnswer("privacy-mode-suspected", "x", new("Offline", "Offline"));

        Assert.False(UserChecks.Of(UserChecks.Presence, "a@b.example", suspected).Ok);
        Assert.True(UserChecks.Of(UserChecks.InstantMessaging, "a@b.example", suspected).Ok);
        Assert.Equal((false, "user-unknown"), Pair(UserChecks.Of(UserChecks.InstantMessaging, "a@b.example", CheckAnswer.UserUnknown)));
    }

    private static (bool, string) Pair(CheckFinding finding) => (finding.Ok, finding.Result);
}
