using System.Text.Json.Nodes;
using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Tests.Flows;

public class FlowValuesTests
{
    private readonly FlowValues values = new(new ManualTimeProvider());

    public FlowValuesTests() => values.Set("post", JsonNode.Parse("""{"id":"a1","deep":{"number":3},"list":[1,2],"nothing":null}"""));

    [Theory]
    [InlineData("\"plain\"", "\"plain\"")]
    [InlineData("\"{{post.id}}\"", "\"a1\"")]
    [InlineData("\"{{ post.id }}\"", "\"a1\"")]
    [InlineData("\"{{post.deep.number}}\"", "3")]
    [InlineData("\"{{post.list}}\"", "[1,2]")]
    [InlineData("\"{{post.nothing}}\"", "null")]
    [InlineData("\"task {{post.id}}, {{post.deep.number}}\"", "\"task a1, 3\"")]
    [InlineData("{\"a\":[{\"b\":\"{{post.id}}\"},7,null,true]}", "{\"a\":[{\"b\":\"a1\"},7,null,true]}")]
    [InlineData("\"{{now}}\"", "\"2026-01-01T12:00:00Z\"")]
    [InlineData("\"{{now+90s}}\"", "\"2026-01-01T12:01:30Z\"")]
    [InlineData("\"{{now + 5m}}\"", "\"2026-01-01T12:05:00Z\"")]
    [InlineData("\"at {{now+2h}}\"", "\"at 2026-01-01T14:00:00Z\"")]
    public void Fill_WhatIsKnown_IsPutInItsPlace(string asked, string expected) =>
        Assert.Equal(expected, values.Fill(JsonNode.Parse(asked))?.ToJsonString() ?? "null");

    [Theory]
    [InlineData("{{post.nr}}", "there is no {{post.nr}}; there is id, deep, list, nothing.")]
    [InlineData("{{post.id.x}}", "there is no {{post.id.x}}.")]
    [InlineData("x {{other.id}}", "there is no {{other.id}}; there is post.")]
    [InlineData("{{}}", "there is no {{}}; there is post.")]
    public void Fill_WhatIsNotThere_SaysWhatThereIs(string asked, string expected) =>
        Assert.Equal(expected, Assert.Throws<FlowException>(() => values.Fill(JsonValue.Create(asked))).Message);

    [Fact]
    public void Set_AgainByTheSameName_TakesThePlaceOfTheFirst()
    {
        values.Set("post", JsonValue.Create("new"));

        Assert.Equal("new", values.Fill(JsonValue.Create("{{post}}"))?.ToString());
    }
}
