using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tests.Tenants;

public class ChangedFieldsTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "a")]
    [InlineData("""{"a":1}""", """{}""", "a")]
    [InlineData("""{"a":null}""", """{}""", "")]
    [InlineData("""{}""", """{"a":{"b":1}}""", "a")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"c":2,"b":1}}""", "")]
    [InlineData("""{"a":[1,2],"b":1}""", """{"a":[2,1],"b":2}""", "a,b")]
    public void Between_TwoVersions_NamesWhatDiffers(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join(',', ChangedFields.Between(before, after)));
}
