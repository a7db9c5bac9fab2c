using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using NimbusFunctions.Graph;
using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// Asks Graph for many users' presence at once. The answer is read word by word: of a hundred thousand users the client
/// library's objects are most of a poll's cost.
/// </summary>
internal sealed class GraphPresences(GraphClients clients, TimeProvider time)
{
    private const int LongestAnswer = 8 * 1024 * 1024;
    private const int LongestNumber = 64;

    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new()
    {
        ["XXX"] = ODataError.CreateFromDiscriminatorValue,
    };

    /// <summary>What Graph says of those whom it knows; who is missing is missing.</summary>
    /// <exception cref="Exception">Graph refused or did not answer; <see cref="PollTrouble"/> tells them apart.</exception>
    public async Task<List<PresenceAnswer>> AskAsync(string tenant, GraphUse use, IReadOnlyCollection<Guid> users, CancellationToken cancellation)
    {
        using var body = new MemoryStream(Write(users));
        var request = new RequestInformation
        {
            HttpMethod = Method.POST,
            URI = new($"{clients.BaseUrl}/communications/getPresencesByUserId"),
        };
        request.SetStreamContent(body, "application/json");
        request.Headers.Add("Accept", "application/json");
        // Before it is sent: whatever becomes of it on the way, the answer is no older than this.
        var asked = time.GetUtcNow();
        await using var answer = await clients.For(tenant, use).RequestAdapter.SendPrimitiveAsync<Stream>(request, Errors, cancellation)
            ?? throw new IOException("Graph answered with nothing.");
        return Read(await ReadWholeAsync(answer, cancellation), asked);
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="IOException">It is none.</exception>
    public static List<PresenceAnswer> Read(ReadOnlySpan<byte> json, DateTimeOffset asked)
    {
        try
        {
            return ReadValue(json, asked);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new IOException("Graph's answer cannot be read.", failure);
        }
    }

    private static List<PresenceAnswer> ReadValue(ReadOnlySpan<byte> json, DateTimeOffset asked)
    {
        var answers = new List<PresenceAnswer>(PollCadence.BatchSize);
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue)
            {
                reader.Skip();
                continue;
            }

            found = true;
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                if (ReadOne(ref reader, asked) is { } one)
                    answers.Add(one);
            }
        }

        return found ? answers : throw new JsonException();
    }

    /// <returns>Null where the entry lacks the user or the words: it says nothing.</returns>
    private static PresenceAnswer? ReadOne(ref Utf8JsonReader reader, DateTimeOffset asked)
    {
        var user = Guid.Empty;
        string? availability = null, activity = null, number = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.ValueTextEquals("id"u8) ? 1
                : reader.ValueTextEquals("availability"u8) ? 2
                : reader.ValueTextEquals("activity"u8) ? 3
                : reader.ValueTextEquals("sequenceNumber"u8) ? 4 : 0;
            reader.Read();
            switch (property)
            {
                case 1: Guid.TryParse(Text(ref reader), CultureInfo.InvariantCulture, out user); break;
                case 2: availability = Text(ref reader); break;
                case 3: activity = Text(ref reader); break;
                case 4: number = Text(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return user == Guid.Empty || string.IsNullOrEmpty(availability)
            ? null
            : new(user, Vocabulary.Of(availability, activity ?? ""), number is { Length: > 0 and <= LongestNumber } ? number : null, asked);
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }

    private static byte[] Write(IReadOnlyCollection<Guid> users)
    {
        var buffer = new ArrayBufferWriter<byte>(users.Count * 40);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("ids"u8);
            foreach (var user in users)
                json.WriteStringValue(user);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static async Task<byte[]> ReadWholeAsync(Stream answer, CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        await answer.CopyToAsync(whole, cancellation);
        return whole.Length <= LongestAnswer ? whole.ToArray() : throw new IOException("Graph's answer is longer than any of its kind.");
    }
}
