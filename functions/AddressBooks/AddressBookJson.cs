using System.Text.Json.Serialization;
using NimbusFunctions.Web;

namespace NimbusFunctions.AddressBooks;

/// <summary>Address books as JSON. What is not known is left out: the connector's definition allows null nowhere.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AddressBookBody))]
[JsonSerializable(typeof(AddressBookAnswer))]
[JsonSerializable(typeof(IReadOnlyList<AddressBookName>))]
[JsonSerializable(typeof(Page<AddressBookAnswer>))]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(IReadOnlyList<Contact>))]
[JsonSerializable(typeof(Page<Contact>))]
[JsonSerializable(typeof(IReadOnlyList<string?>), TypeInfoPropertyName = "Ids")]
internal sealed partial class AddressBookJson : JsonSerializerContext
{
    /// <summary>What everything here is written with.</summary>
    public static AddressBookJson Plain => field ??= new(NimbusJson.Plain(Default.Options));

    /// <summary>What rows are read with; see <see cref="NimbusJson.Stored"/>.</summary>
    public static AddressBookJson Stored => field ??= new(NimbusJson.Lenient(NimbusJson.Plain(Default.Options)));
}
