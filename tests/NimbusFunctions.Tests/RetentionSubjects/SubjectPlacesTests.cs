using NimbusFunctions.Retention.Subjects;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.RetentionSubjects;

public class SubjectPlacesTests
{
    /// <summary>Tables that name nobody, and why.</summary>
    private static readonly Dictionary<string, string> Nameless = new()
    {
        ["Agenda"] = "Minutes and partitions of tasks.",
        ["Receipts"] = "Numbers and where purges stand. The row of an erasure under way names the person until it is done.",
    };

    [Fact]
    public void Places_EveryTable_IsNamedOrSaidToNameNobody() =>
        Assert.Equal(
            StoreTables.Names.Order(StringComparer.Ordinal),
            SubjectPlaces.All.Select(place => place.Table).Concat(Nameless.Keys).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Places_AnyTable_IsNotBoth() => Assert.DoesNotContain(SubjectPlaces.All, place => Nameless.ContainsKey(place.Table));

    [Fact]
    public void Filter_AnyPlace_KeepsToTheTenant() => Assert.All(
        SubjectPlaces.All, place => Assert.StartsWith("PartitionKey ", place.Filter(SubjectScene.Tenant, SubjectScene.User), StringComparison.Ordinal));
}
