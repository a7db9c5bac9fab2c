using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Local.Simulator.Vault;

/// <summary>The REST API of secrets, 7.x: set, get, delete, and what becomes of deleted ones. Soft delete is on, purge protection off.</summary>
internal sealed partial class VaultSecrets(VaultStore store, VaultAddress address)
{
    private const int LongestValue = 25 * 1024;
    private const int DaysKept = 90;

    public VaultReply Handle(string method, string[] path, ReadOnlyMemory<byte> body) => (method, path) switch
    {
        (_, [_, var name, ..]) when !Name().IsMatch(name) => VaultReply.Bad($"The request URI contains an invalid name: {name}"),
        ("PUT", ["secrets", var name]) => Set(name, body),
        ("GET", ["secrets", var name]) => store.Find(name) is { } secret ? new(200, Shown(name, secret.Last)) : VaultReply.Missing(name),
        ("GET", ["secrets", var name, var version]) =>
            store.Find(name)?.Versions.FirstOrDefault(one => one.Id == version) is { } found ? new(200, Shown(name, found)) : VaultReply.Missing(name),
        ("DELETE", ["secrets", var name]) => store.Delete(name) is { } deleted ? new(200, Shown(name, deleted)) : VaultReply.Missing(name),
        ("GET", ["deletedsecrets", var name]) => store.FindDeleted(name) is { } deleted ? new(200, Shown(name, deleted)) : VaultReply.NotDeleted(name),
        ("DELETE", ["deletedsecrets", var name]) => store.Purge(name) ? new(204) : VaultReply.NotDeleted(name),
        ("POST", ["deletedsecrets", var name, "recover"]) =>
            store.Recover(name) is { } back ? new(200, Shown(name, back.Last, withValue: false)) : VaultReply.NotDeleted(name),
        _ => VaultReply.Refuse(404, "NotFound", "There is nothing here."),
    };

    private VaultReply Set(string name, ReadOnlyMemory<byte> body)
    {
        if (Value(body) is not { } value)
            return VaultReply.Bad("The parameter value is not specified.");
        if (Encoding.UTF8.GetByteCount(value) > LongestValue)
            return VaultReply.Bad("Value is too long.");
        return store.Set(name, value) is { } secret ? new(200, Shown(name, secret.Last)) : VaultReply.NameTaken(name);
    }

    private static string? Value(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.IsEmpty ? null : JsonSerializer.Deserialize<JsonElement>(body.Span).GetProperty("value").GetString();
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private Dictionary<string, object> Shown(string name, VaultVersion version, bool withValue = true)
    {
        var at = version.Created.ToUnixTimeSeconds();
        Dictionary<string, object> shown = new()
        {
            ["id"] = $"{address.Uri}secrets/{name}/{version.Id}",
            ["attributes"] = new { enabled = true, created = at, updated = at, recoveryLevel = "Recoverable+Purgeable", recoverableDays = DaysKept },
        };
        if (withValue)
            shown["value"] = version.Value;
        return shown;
    }

    private Dictionary<string, object> Shown(string name, VaultSecret deleted)
    {
        var shown = Shown(name, deleted.Last, withValue: false);
        shown["recoveryId"] = $"{address.Uri}deletedsecrets/{name}";
        shown["deletedDate"] = deleted.Deleted!.Value.ToUnixTimeSeconds();
        shown["scheduledPurgeDate"] = deleted.Deleted.Value.AddDays(DaysKept).ToUnixTimeSeconds();
        return shown;
    }

    [GeneratedRegex(@"^[0-9a-zA-Z-]{1,127}\z")]
    private static partial Regex Name();
}
