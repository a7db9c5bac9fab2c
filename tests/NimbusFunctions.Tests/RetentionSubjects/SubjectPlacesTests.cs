using NimbusFunctions.Retention.Subjects;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.RetentionSubjects;

public class SubjectPlacesTests
{
    [Fact]
    public void Places_EveryTable_IsNamedOrSaidToNameNobody() =>
        Assert.Equal(
            StoreTables.Names.Order(StringComparer.Ordinal),
            SubjectPlaces.All.Select(place => place.Table).Concat(SubjectPlaces.Nameless.Keys).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Places_AnyTable_IsNotBoth() => Assert.DoesNotContain(SubjectPlaces.All, place => SubjectPlaces.Nameless.ContainsKey(place.Table));

    [Fact]
    public void Filter_AnyPlace_KeepsToTheTenant() => Assert.All(
        SubjectPlaces.All, place => Assert.StartsWith("PartitionKey ", place.Filter(SubjectScene.Tenant, SubjectScene.User), StringComparison.Ordinal));
}
