using System.Text.Json;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>A validator that finds nothing wrong proves nothing: each rule is broken once.</summary>
public class SchemaValidatorTests
{
    private const string Document = """
        {"components":{"schemas":{
          "base":{"type":"object","properties":{"id":{"type":"string","format":"uuid"},"@odata.type":{"type":"string"}},
            "x-discriminator":{"propertyName":"@odata.type","mapping":{"#pet":"#/components/schemas/pet"}}},
          "pet":{"allOf":[{"$ref":"#/components/schemas/base"},{"type":"object","required":["name"],"properties":{
            "name":{"type":"string","nullable":true},
            "kind":{"type":"string","enum":["cat","dog"]},
            "born":{"type":"string","format":"date-time","pattern":"Z$"},
            "age":{"type":"number","minimum":0,"maximum":99},
            "tags":{"type":"array","maxItems":2,"items":{"type":"string"}},
            "notes":{"type":"object","additionalProperties":{"type":"string"}},
            "owner":{"anyOf":[{"$ref":"#/components/schemas/base"},{"type":"object","nullable":true}]},
            "size":{"oneOf":[{"type":"number","maximum":5},{"type":"number","minimum":5}]}}}]}}}}
        """;

    private static readonly JsonElement Root = JsonSerializer.Deserialize<JsonElement>(Document);

    [Theory]
    [InlineData("""{"name":"Tom","id":"df021288-bdef-4463-88db-98f22de89214","kind":"cat","born":"2024-01-01T00:00:00Z","age":3,"tags":["a"],"notes":{"x":"y"},"owner":null,"size":7,"@odata.etag":"e"}""", true)]
    [InlineData("""{"name":null,"owner":{"id":"df021288-bdef-4463-88db-98f22de89214"}}""", true)]
    [InlineData("""{"kind":"cat"}""", false)]
    [InlineData("""{"name":"Tom","id":"12"}""", false)]
    [InlineData("""{"name":3}""", false)]
    [InlineData("""{"name":"Tom","kind":"cow"}""", false)]
    [InlineData("""{"name":"Tom","born":"yesterday Z"}""", false)]
    [InlineData("""{"name":"Tom","born":"2024-01-01T00:00:00"}""", false)]
    [InlineData("""{"name":"Tom","age":100}""", false)]
    [InlineData("""{"name":"Tom","age":null}""", false)]
    [InlineData("""{"name":"Tom","tags":["a","b","c"]}""", false)]
    [InlineData("""{"name":"Tom","tags":[1]}""", false)]
    [InlineData("""{"name":"Tom","notes":{"x":1}}""", false)]
    [InlineData("""{"name":"Tom","size":5}""", false)]
    [InlineData("""{"name":"Tom","colour":"red"}""", false)]
    [InlineData("""[]""", false)]
    public void Validate_AnimalAgainstItsSchema_FindsWhatIsWrong(string json, bool valid)
    {
        var schema = Root.GetProperty("components").GetProperty("schemas").GetProperty("pet");
        var errors = new SchemaValidator(Root).Validate(schema, JsonSerializer.Deserialize<JsonElement>(json)).ToList();
        Assert.Equal(valid, errors.Count == 0);
    }

    [Fact]
    public void Validate_ValueOfDerivedType_IsCheckedAgainstTheDerivedSchema()
    {
        var schema = Root.GetProperty("components").GetProperty("schemas").GetProperty("base");
        var errors = new SchemaValidator(Root).Validate(schema, JsonSerializer.Deserialize<JsonElement>("""{"@odata.type":"#pet"}"""));
        Assert.Equal("$: name is missing.", Assert.Single(errors));
    }
}
