using System.Text;
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

    // A column holds 32,768 characters (Tables: "Understanding the Table service data model"); an erasure may make it longer.
    private const int LongestColumn = 30_000;
    private const string Column = "Json";

    public static string Partition(string tenant, string book, string bucket) => $"{tenant}|{book}|{bucket}";

    public static string PartitionOf(string tenant, string book, string externalId) => Partition(tenant, book, StableHash.Bucket(externalId));

    public static string Key(string externalId) => Prefix + StableHash.Hex(externalId);

    public static TableEntity Write(string tenant, string book, Contact contact)
    {
        var row = new TableEntity(PartitionOf(tenant, book, contact.ExternalId!), Key(contact.ExternalId!));
        var json = JsonSerializer.Serialize(contact, AddressBookJson.Default.Contact);
        foreach (var (place, part) in json.Chunk(LongestColumn).Index())
            row[NameOf(place)] = new string(part);
        return row;
    }

    public static Contact Read(TableEntity row)
    {
        var json = new StringBuilder();
        for (var place = 0; row.GetString(NameOf(place)) is { } part; place++)
            json.Append(part);
        return JsonSerializer.Deserialize(json.ToString(), AddressBookJson.Default.Contact) ?? throw new InvalidDataException("A row holds no contact.");
    }

    private static string NameOf(int place) => place == 0 ? Column : $"{Column}{place}";
}
