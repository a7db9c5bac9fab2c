using System.Text.Json;
using NimbusFunctions.AddressBooks;
using NimbusFunctions.Tests.Access;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.AddressBooks;

/// <summary>The published definition of the connector, operation by operation.</summary>
public sealed class AddressBookContractTests
{
    private static readonly string[] Added = ["GET /v2/AddressBooks/{}", "POST /v2/AddressBooks", "PATCH /v2/AddressBooks/{}", "DELETE /v2/AddressBooks/{}"];

    [Fact]
    public async Task Operations_OfThePublishedDefinition_AreAllThereAndTheRestAreAdditions()
    {
        using var definition = Read();
        await using var house = await ApiHouse.StartAsync();
        var here = Endpoint.AllOf(house).Where(endpoint => endpoint.Pattern.Contains("AddressBooks", StringComparison.Ordinal))
            .Select(endpoint => $"{endpoint.Method} /{endpoint.Path(_ => "{}")}").Select(text => text.Replace("//", "/", StringComparison.Ordinal).Replace("%7B%7D", "{}", StringComparison.Ordinal)).ToList();
        var published = definition.RootElement.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/v2/AddressBooks", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name.Replace("{AddressBook}", "{}", StringComparison.Ordinal)}")).ToList();

        Assert.Equal(6, published.Count);
        Assert.Equal(published.Concat(Added).Order(), here.Order());
    }

    [Theory]
    [InlineData("ContactReadDto")]
    [InlineData("ContactWriteDto")]
    public void Contact_OfTheDefinition_HasTheSameFields(string name) => HasTheFields(name, AddressBookJson.Default.Contact);

    [Theory]
    [InlineData("Address")]
    [InlineData("CustomField")]
    [InlineData("AddressBook")]
    public void Parts_OfTheDefinition_HaveTheSameFields(string name) => HasTheFields(name, name switch
    {
        "Address" => AddressBookJson.Default.PostalAddress,
        "CustomField" => AddressBookJson.Default.CustomField,
        _ => AddressBookJson.Default.AddressBookName,
    });

    private static void HasTheFields(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo type)
    {
        using var definition = Read();
        var published = definition.RootElement.GetProperty("definitions").GetProperty(name).GetProperty("properties").EnumerateObject()
            .Select(property => $"{property.Name}: {property.Value.GetProperty("type").GetString()}");
        Assert.Equal(
            published.Order(), type.Properties.Select(property => $"{property.Name}: {(property.PropertyType == typeof(string) ? "string" : "array")}").Order());
    }

    private static JsonDocument Read() => JsonDocument.Parse(File.ReadAllText(Contracts.Require("connector/luware-nimbus.swagger.json")));
}
