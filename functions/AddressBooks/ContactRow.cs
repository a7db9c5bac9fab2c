using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.AddressBooks;

/// <summary>
/// Where contacts lie: partition <c>{tenant}|{book}|{bucket}</c>, row <c>c|{hash of the external id}</c>, because an external
/// id may have signs that no key may have. Beside them each bucket has a row <c>count</c>.
/// </summary>
internal static class ContactRow
{
    public const string Count = "count";
    public const string Prefix = "c|";
    public const string End = "c}";

    public static string Partition(string tenant, string book, string bucket) => $"{tenant}|{book}|{bucket}";

    public static string PartitionOf(string tenant, string book, string externalId) => Partition(tenant, book, StableHash.Bucket(externalId));

    public static string Key(string externalId) => Prefix + StableHash.Hex(externalId);

    public static TableEntity Write(string tenant, string book, Contact contact)
    {
        var row = new TableEntity(PartitionOf(tenant, book, contact.ExternalId!), Key(contact.ExternalId!));
        TextParts.Put(row, TextParts.Json, JsonSerializer.Serialize(contact, AddressBookJson.Plain.Contact));
        return row;
    }

    public static Contact Read(TableEntity row) =>
        JsonSerializer.Deserialize(TextParts.Of(row, TextParts.Json) ?? "null", AddressBookJson.Stored.Contact) ?? throw new InvalidDataException("A row holds no contact.");
}
