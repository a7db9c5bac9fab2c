using System.Buffers;
using System.Text.Json;
using Azure.Core;

namespace Azure.Communication.Identity;

/// <summary>The bodies of the identity API.</summary>
internal static class IdentityJson
{
    /// <summary>An object with one list of scopes.</summary>
    /// <param name="name"><c>createTokenWithScopes</c> of a new user, <c>scopes</c> of a token.</param>
    /// <param name="scopes">The scopes.</param>
    public static RequestContent Scopes(string name, IEnumerable<CommunicationTokenScope> scopes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray(name);
            foreach (var scope in scopes)
                json.WriteStringValue(scope.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return RequestContent.Create(buffer.WrittenMemory);
    }

    public static CommunicationUserIdentifier User(JsonElement answer) => new(Text(answer.GetProperty("identity"), "id"));

    public static AccessToken Token(JsonElement token) => new(Text(token, "token"), token.GetProperty("expiresOn").GetDateTimeOffset());

    private static string Text(JsonElement from, string name) =>
        from.GetProperty(name).GetString() ?? throw new JsonException($"The service's answer has no {name}.");
}
