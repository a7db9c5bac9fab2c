namespace NimbusFunctions.Tests.Connector;

/// <summary>The comparisons themselves: each finds what it is there for.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("\"type\":\"string\"", "\"type\":\"integer\"", "Do body.name.type is \"integer\", not \"string\"")]
    [InlineData("\"name\":{\"type\":\"string\"}", "\"other\":{\"type\":\"string\"}", "Do body.name is missing")]
    [InlineData("\"type\":\"string\"", "\"type\":\"string\",\"maxLength\":5", "Do body.name.maxLength is new and narrows it")]
    [InlineData("\"required\":[\"name\"]", "\"required\":[\"name\",\"more\"]", "Do body.required has more too")]
    [InlineData("\"in\":\"query\"", "\"in\":\"header\"", "Do page.in is \"header\", not \"query\"")]
    [InlineData("\"name\":\"page\"", "\"name\":\"place\"", "Do page is missing")]
    [InlineData("\"required\":false", "\"required\":true", "Do page.required is true, not false")]
    [InlineData("\"x-ms-dynamic-values\":{\"operationId\":\"List\"}", "\"x-ms-dynamic-values\":{\"operationId\":\"Get\"}", "Do page.x-ms-dynamic-values.operationId is \"Get\", not \"List\"")]
    [InlineData("\"/v1/do\"", "\"/v1/did\"", "Do  is POST /v1/did, not POST /v1/do")]
    [InlineData("\"post\"", "\"put\"", "Do  is PUT /v1/do, not POST /v1/do")]
    [InlineData("\"200\"", "\"202\"", "Do responses.200 is missing")]
    [InlineData("\"operationId\":\"Do\"", "\"operationId\":\"Done\"", "Do  is missing")]
    public void Published_AgainstOneThatDiffers_IsABreach(string theirs, string ours, string expected) =>
        Assert.Contains(expected, Compare(theirs, ours).Where(difference => difference.Breach is not null).Select(difference => $"{difference}"));

    [Theory]
    [InlineData("\"type\":\"string\"}", "\"type\":\"string\"},\"more\":{\"type\":\"string\"}", "body.more")]
    [InlineData("{\"200\"", "{\"429\":{\"description\":\"Full.\"},\"200\"", "responses.429")]
    [InlineData("\"in\":\"query\"", "\"in\":\"query\",\"x-ms-visibility\":\"advanced\"", "page.x-ms-visibility")]
    public void Published_AgainstOneWithMore_IsAnAddition(string theirs, string ours, string expected) =>
        Assert.Equal([new Difference("Do", expected)], Compare(theirs, ours));

    [Fact]
    public void Published_AgainstOtherTexts_IsTheSame() => Assert.Empty(Compare("\"description\":\"Done.\"", "\"description\":\"It is done.\""));

    [Fact]
    public void Schema_AgainstTheAppsType_NamesEveryField()
    {
        var document = SwaggerDocument.Parse(Definition.Replace("\"name\":{\"type\":\"string\"}", "\"name\":{\"type\":\"integer\"},\"nobodys\":{\"type\":\"string\"}", StringComparison.Ordinal));
        var faults = new SchemaFaults(document);

        faults.Compare("body", document.Operations.Single().Body!.Value, ["NamedValue"]);
        faults.Compare("body", document.Operations.Single().Body!.Value, ["NoSuchType"]);

        Assert.Equal(
            ["body.value is in the app alone", "body.name is integer, in the app string (String)", "body.nobodys is in the package alone", "body: the app has no JSON NoSuchType"],
            faults.All);
    }

    private const string Definition = """
        {"paths":{"/v1/do":{"post":{"operationId":"Do","description":"Does.","parameters":[
          {"name":"page","in":"query","type":"integer","required":false,"x-ms-dynamic-values":{"operationId":"List"}},
          {"name":"what","in":"body","schema":{"$ref":"#/definitions/What"}}],
          "responses":{"200":{"description":"Done."}}}}},
         "definitions":{"What":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}}}
        """;

    private static IReadOnlyList<Difference> Compare(string theirs, string ours)
    {
        Assert.Contains(theirs, Definition);
        return PublishedComparison.Of(SwaggerDocument.Parse(Definition), SwaggerDocument.Parse(Definition.Replace(theirs, ours, StringComparison.Ordinal)));
    }
}
