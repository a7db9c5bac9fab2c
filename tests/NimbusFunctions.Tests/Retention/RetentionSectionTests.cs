using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Fields;
using NimbusFunctions.Retention;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Retention;

public class RetentionSectionTests
{
    private static readonly RetentionSection Usual = new();

    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(Faults(Usual));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000)]
    public void Validate_DaysOutOfRange_NameTheField(int days)
    {
        foreach (var kind in Enum.GetValues<DataKind>())
            Assert.Contains(RetentionSection.FieldOf(kind), Faults(Usual.With(kind, days)));
    }

    [Fact]
    public void Parse_AFraction_IsRefused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"tasks":1.5}""", NimbusJson.Default.RetentionSection));

    [Fact]
    public void Validate_AuditShorterThanAnother_IsRefused()
    {
        Assert.Equal(["audit", "receipts"], Faults(Usual with { Tasks = 1000, Audit = 999, Receipts = 999 }));
        Assert.Empty(Faults(Usual with { Tasks = 1000, Audit = 1000, Receipts = 1000 }));
    }

    [Fact]
    public void Validate_WhatTheOperatorAllows_IsTheMost() =>
        Assert.Equal(["tasks", "deadLetters"], Faults(Usual with { Tasks = 3651, DeadLetters = 91, Audit = 7300, Receipts = 7300 }));

    [Fact]
    public void With_EveryKind_IsReadBack()
    {
        foreach (var kind in Enum.GetValues<DataKind>())
            Assert.Equal(4321, RetentionDays.Of(Usual.With(kind, 4321).Of)[kind]);
    }

    [Fact]
    public void Permissions_OfTheSection_LetTheTenantReadAndTheOperatorWrite()
    {
        foreach (var kind in Enum.GetValues<DataKind>())
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var may = PermissionTable.Of($"settings.retention.{RetentionSection.FieldOf(kind)}", role);
                Assert.Equal(role is Role.SystemAdministrator or Role.PartnerAdministrator, may.HasFlag(Letters.Update));
                Assert.Equal(role is Role.SystemAdministrator or Role.PartnerAdministrator or Role.TenantAdministrator, may.HasFlag(Letters.Read));
            }
        }
    }

    [Theory]
    [InlineData(0, 7300, 90, 25)]
    [InlineData(3650, 3649, 90, 25)]
    [InlineData(3650, 7300, 0, 25)]
    [InlineData(3650, 7300, 90, 0)]
    [InlineData(3650, 7300, 90, 101)]
    public void Options_OutOfRange_AreErrors(int most, int mostAudit, int letters, int share) => Assert.NotEmpty(
        new RetentionOptions { MostDays = most, MostAuditDays = mostAudit, DeadLetterDays = letters, SharePercent = share }.Errors());

    private static IReadOnlyList<string> Faults(RetentionSection section)
    {
        var errors = new ValidationErrors();
        SettingsCatalogue.Retention.Take(SectionJson.Parse(SettingsCatalogue.Retention.Write(section)), SettingsBounds.Usual, errors);
        return errors.Any ? [.. errors.ToProblem().Errors!.Keys] : [];
    }
}
