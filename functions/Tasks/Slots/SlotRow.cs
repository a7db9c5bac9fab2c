using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.Slots;

/// <summary>The row <c>slots</c>.</summary>
internal static class SlotRow
{
    public const string Key = "slots";

    public static TableEntity Write(TaskPartition partition, SlotBook book) => new(partition.Key, Key)
    {
        ["Json"] = JsonSerializer.Serialize(book, NimbusJson.Default.SlotBook),
    };

    public static SlotBook Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.Text("Json"), NimbusJson.Default.SlotBook)
        ?? throw new InvalidDataException("The row of slots holds none.");
}
