using System.Globalization;
using System.Security.Cryptography;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks;

/// <summary>
/// The tasks of one service in one modality: they share a cap, so they share a partition of <c>Tasks</c>. Its key holds a
/// hash of the service and the modality, and every task id begins with both, so that an id alone leads to its partition.
/// </summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Hash">16 hexadecimal digits; the last one is the modality.</param>
internal sealed record TaskPartition(string Tenant, string Hash)
{
    public const int HashDigits = 16;

    public string Key => $"{Tenant}|{Hash}";

    public Modality Modality => (Modality)(Hash[^1] - '0');

    public static TaskPartition Of(string tenant, string service, Modality modality) =>
        new(tenant, StableHash.Hex(service, HashDigits - 1) + ((int)modality).ToString(CultureInfo.InvariantCulture));

    /// <summary>The partition of a task id, or null where the text is no task id.</summary>
    public static TaskPartition? OfTask(string tenant, string taskId) =>
        taskId.Length == 2 * HashDigits && taskId.All(char.IsAsciiHexDigitLower) && Enum.IsDefined((Modality)(taskId[HashDigits - 1] - '0'))
            ? new(tenant, taskId[..HashDigits])
            : null;

    /// <summary>A partition by its key.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static TaskPartition Parse(string key) => key.Split('|') is [var tenant, { Length: HashDigits } hash]
        ? new(tenant, hash)
        : throw new InvalidDataException("This is no key of a partition of tasks.");

    public string NewTaskId() => Hash + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(HashDigits / 2));

    /// <summary>The same source always gives the same id: an arrival that comes twice is one task.</summary>
    public string TaskIdOf(string source) => Hash + StableHash.Hex(source, HashDigits);
}
