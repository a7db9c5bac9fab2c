using System.Text.Json.Nodes;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Secrets;

/// <summary>Secrets of a house's tenant.</summary>
internal static class SecretCalls
{
    public const string Key = "c2VjcmV0LWtleS1vZi10aGUtdGVzdHMtb25seS0wMTIzNDU2Nzg5";
    public const string ConnectionString = $"endpoint=https://alpenwerk.switzerland.communication.azure.com/;accesskey={Key}";

    public static string PathOf(string name) => $"v1/tenants/{ApiHouse.Tenant}/secrets/{name}";

    public static string Body(string value) => new JsonObject { ["value"] = value }.ToJsonString();

    /// <summary>Sets a connection string that looks right.</summary>
    public static async Task SetAcsAsync(this ApiHouse house, string name) =>
        (await house.System().CallAsync(HttpMethod.Put, PathOf(name), Body(ConnectionString))).IsOk();
}
