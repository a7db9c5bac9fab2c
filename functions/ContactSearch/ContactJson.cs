using System.Text.Json.Serialization;

namespace NimbusFunctions.ContactSearch;

/// <summary>Found contacts as JSON; what is not known is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContactsAnswer))]
[JsonSerializable(typeof(UserPermissionsAnswer))]
internal sealed partial class ContactJson : JsonSerializerContext;
