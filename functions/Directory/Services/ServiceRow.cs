using Azure.Data.Tables;
using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Interact;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Services;

/// <summary>A service as a row of <c>Services</c>: partition = tenant, row key <c>service|{id}</c>.</summary>
internal static class ServiceRow
{
    public const string Prefix = "service|";

    public static string Key(string id) => Prefix + id;

    /// <summary>The row that keeps a UPN unique in its tenant.</summary>
    public static string UpnKey(string upn) => $"upn|{upn.ToLowerInvariant()}";

    /// <summary>The row that keeps a team to one service, and finds the service of a team.</summary>
    public static string TeamKey(string teamId) => $"team|{teamId}";

    /// <summary>The row that keeps a mailbox to one service.</summary>
    public static string MailboxKey(string mailbox) => $"mailbox|{mailbox.ToLowerInvariant()}";

    public static TableEntity Write(string tenant, Service service) => new(tenant, Key(service.Id))
    {
        ["Upn"] = service.Upn,
        ["DisplayName"] = service.DisplayName,
        ["AssignmentType"] = service.AssignmentType,
        ["TeamId"] = service.TeamId,
        ["UnitId"] = service.OrganizationUnitId,
        ["Licence"] = service.Licence,
        ["Modalities"] = string.Join(';', service.Modalities),
        ["Busy"] = service.Busy,
        ["Away"] = service.Away,
        ["UsersImmediatelyActive"] = service.UsersImmediatelyActive,
        ["MemberMayToggleActive"] = service.MemberMayToggleActive,
        ["DefaultPriority"] = service.DefaultPriority,
        ["OwnerRole"] = service.OwnerRole,
        ["State"] = service.State.ToString(),
        ["MemberCount"] = service.MemberCount,
        ["Created"] = service.Created,
        ["StateSince"] = service.StateSince,
        ["AwaitsConfirmation"] = service.AwaitsConfirmation ? true : null,
        [InteractContact.Column] = service.Interact == InteractContact.None ? null : service.Interact.Write(),
        ["Settings"] = service.Settings.Json == ServiceSettings.None.Json ? null : service.Settings.Json,
        ["SettingsRevision"] = service.Settings.Revision == 0 ? null : service.Settings.Revision,
    };

    public static StoredService Read(TableEntity row) => new(
        new(
            row.RowKey[Prefix.Length..],
            row.Text("Upn"),
            row.Text("DisplayName"),
            row.Text("AssignmentType"),
            row.GetString("TeamId"),
            row.Text("UnitId"),
            row.Text("Licence"),
            row.Text("Modalities").Split(';', StringSplitOptions.RemoveEmptyEntries),
            row.GetBoolean("Busy") ?? false,
            row.GetBoolean("Away") ?? false,
            row.GetBoolean("UsersImmediatelyActive") ?? true,
            row.GetBoolean("MemberMayToggleActive") ?? true,
            row.Text("DefaultPriority"),
            row.Text("OwnerRole"),
            row.Word<ServiceState>("State"),
            row.GetInt32("MemberCount") ?? 0,
            row.GetDateTimeOffset("Created") ?? default,
            row.GetDateTimeOffset("StateSince"),
            row.GetBoolean("AwaitsConfirmation") ?? false)
        {
            Interact = InteractContact.Read(row.GetString(InteractContact.Column)),
            Settings = new(row.GetString("Settings") ?? ServiceSettings.None.Json, row.GetInt64("SettingsRevision") ?? 0),
        },
        row.ETag);
}
