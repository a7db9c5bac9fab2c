using NimbusFunctions.Access;
using NimbusFunctions.Fields;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.TasksSurface;

public class LimitsSectionTests
{
    private static readonly LimitsSection Usual = new();

    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(Faults(Usual));

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    [InlineData(-1)]
    public void Validate_CapOutOfRange_NamesTheField(int cap)
    {
        Assert.Equal(["outbound"], Faults(Usual with { Outbound = cap }));
        Assert.Equal(["instantMessaging"], Faults(Usual with { InstantMessaging = cap }));
        Assert.Equal(["externalTask"], Faults(Usual with { ExternalTask = cap }));
        Assert.Equal(["email"], Faults(Usual with { Email = cap }));
    }

    [Fact]
    public void Validate_UnpublishedCaps_GoAsFarAsTheOperatorAllows()
    {
        var most = new LimitsOptions { HighestExternalTaskCap = 80, HighestEmailCap = 10 };

        Assert.Empty(Faults(Usual with { ExternalTask = 80, Email = 10 }, most));
        Assert.Equal(["externalTask", "email"], Faults(Usual with { ExternalTask = 81, Email = 11 }, most));
        Assert.Equal(["outbound"], Faults(Usual with { Outbound = 51, Email = 10 }, most));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Maybe")]
    [InlineData("refuse")]
    public void Validate_UnknownWord_NamesTheField(string? word) =>
        Assert.Equal(["atLimit", "whenExpired", "whenCanceled"], Faults(Usual with { AtLimit = word!, WhenExpired = word!, WhenCanceled = word! }));

    [Theory]
    [InlineData(0, 50)]
    [InlineData(50, 201)]
    public void Options_OutOfRange_AreErrors(int external, int email) =>
        Assert.Single(new LimitsOptions { HighestExternalTaskCap = external, HighestEmailCap = email }.Errors());

    [Fact]
    public void Permissions_OfTheSection_LetTheTenantReadAndTheOperatorWrite()
    {
        foreach (var field in PermissionTable.Names.Where(name => name.StartsWith("settings.limits.", StringComparison.Ordinal)))
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var may = PermissionTable.Of(field, role);
                Assert.Equal(role is Role.SystemAdministrator or Role.PartnerAdministrator, may.HasFlag(Letters.Update));
                Assert.Equal(role is Role.SystemAdministrator or Role.PartnerAdministrator or Role.TenantAdministrator, may.HasFlag(Letters.Read));
            }
        }
    }

    private static List<string> Faults(LimitsSection section, LimitsOptions? most = null)
    {
        var errors = new ValidationErrors();
        SettingsCatalogue.Limits.Take(
            SectionJson.Parse(SettingsCatalogue.Limits.Write(section)), SettingsBounds.Usual with { Limits = most ?? new() }, errors);
        return [.. errors.ToDictionary().Keys];
    }
}
