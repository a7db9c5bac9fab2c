using System.Text;
using System.Text.Json;

namespace NimbusFunctions.Messaging;

/// <summary>Finds out whose a message is that could not be worked on: its body may be anything.</summary>
internal static class LetterOwner
{
    /// <summary>The id in the field <c>tenant</c> of the body's object; null: it has none that is one.</summary>
    public static string? NamedIn(string body)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body));
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                var isTenant = reader.ValueTextEquals("tenant"u8);
                reader.Read();
                if (isTenant && reader.TokenType == JsonTokenType.String && Guid.TryParseExact(reader.GetString(), "D", out var tenant))
                    return tenant.ToString("D");
                reader.Skip();
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }
}
