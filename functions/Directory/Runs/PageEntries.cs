using System.Text.Json;

namespace NimbusFunctions.Directory.Runs;

/// <summary>Counts the objects of a page without building them.</summary>
internal static class PageEntries
{
    /// <summary>How many entries the list <c>value</c> has; null where the body is no such list.</summary>
    public static int? Count(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body[0] != (byte)'{')
            return null;
        var json = new Utf8JsonReader(body);
        try
        {
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isList = json.ValueTextEquals("value"u8);
                json.Read();
                if (isList && json.TokenType == JsonTokenType.StartArray)
                    return Elements(ref json);
                json.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever asked finds out what is wrong with it; here it is only kept.
        }

        return null;
    }

    private static int Elements(ref Utf8JsonReader json)
    {
        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            count++;
            json.Skip();
        }

        return count;
    }
}
