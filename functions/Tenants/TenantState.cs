using System.Text.Json.Serialization;

namespace NimbusFunctions.Tenants;

/// <summary>The licensing state of a tenant; only a System Administrator changes it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TenantState>))]
internal enum TenantState
{
    Active,
    Trial,
    Suspended,
    Expired,
    Canceled,
    Lab,
}
