using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.Slots;

/// <summary>The row <c>slots</c>.</summary>
internal static class SlotRow
{
    public const string Key = "slots";

    public static TableEntity Write(TaskPartition partition, SlotBook book) => Write(partition.Key, book);

    public static TableEntity Write(string partition, SlotBook book) => new(partition, Key)
    {
        ["Json"] = JsonSerializer.Serialize(book, NimbusJson.Default.SlotBook),
    };

    /// <summary>A mark beside the book, that the next transaction takes away.</summary>
    public static TableEntity WriteClaim(TaskPartition partition, string claim) => new(partition.Key, Key) { ["Claim"] = claim };

    public static string? ClaimOf(TableEntity row) => row.GetString("Claim");

    public static SlotBook Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.Text("Json"), NimbusJson.Stored.SlotBook)
        ?? throw new InvalidDataException("The row of slots holds none.");
}
