using NimbusFunctions.Callbacks.News;

namespace NimbusFunctions.Tests.Callbacks.News;

public sealed class UpdatedParameterTests
{
    [Theory]
    [InlineData("""{}""", """{"customContextParameters":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}""", "b", "2")]
    [InlineData("""{"customContextParameters":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}""", """{"customContextParameters":[{"name":"a","value":"3"},{"name":"b","value":"2"}]}""", "a", "3")]
    [InlineData("""{"customCallContextParameters":[]}""", """{"customCallContextParameters":[{"name":"a"}],"customer":{"email":"x"}}""", "customer.email", "x")]
    [InlineData("""{"customer":{"email":"x","city":"Bern"}}""", """{"customer":{"email":"y","city":"Bern"}}""", "customer.email", "y")]
    [InlineData("""{"customer":{"email":"x"}}""", """{"customer":{"email":"y"},"customContextParameters":[{"name":"a","value":"1"}]}""", "a", "1")]
    [InlineData("""{"preferredUsers":[]}""", """{"preferredUsers":[{"upn":"x"}]}""", null, null)]
    [InlineData("""[1]""", """{"customer":7,"customContextParameters":[1,{"name":2}]}""", null, null)]
    public void NameOf_TwoContents_IsTheLastThatDiffers(string before, string after, string? name, string? value)
    {
        Assert.Equal(name, UpdatedParameter.NameOf(before, after));
        if (name is not null)
            Assert.Equal(value, UpdatedParameter.ValueOf(name, after));
    }
}
