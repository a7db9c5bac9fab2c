using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Endpoints;

/// <summary>/me/contacts: a few contacts of the signed-in user, the same at every run. Graph filters little there, this not at all.</summary>
internal static class ContactEndpoints
{
    private const int Contacts = 12;
    private const int DefaultTop = 10;

    public static GraphResponse List(GraphRequest request)
    {
        if (request.Caller.User is not { } user)
            return request.Refuse(GraphError.BadRequest("/me request is only valid with delegated authentication flow."));
        if (request.Query.Filter is not null || request.Query.Search is not null)
            return request.Refuse(GraphError.Unsupported("This simulator neither filters nor searches contacts."));
        var top = request.Query.Top ?? DefaultTop;
        _ = int.TryParse(request.Query["$skip"], out var skip);
        var page = Enumerable.Range(skip, Math.Max(0, Math.Min(top, Contacts - skip))).ToArray();
        return GraphJson.Ok((request, user, page, top, next: skip + top), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{state.request.BaseUrl}/$metadata#users('{state.user}')/contacts");
            json.WriteStartArray("value"u8);
            foreach (var place in state.page) Write(json, state.request.Tenant, state.user, place);
            json.WriteEndArray();
            if (state.next < Contacts) json.WriteString("@odata.nextLink"u8, $"{state.request.BaseUrl}/me/contacts?$top={state.top}&$skip={state.next}");
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, SimulatedTenant tenant, Guid user, int place)
    {
        var random = new SeededRandom(SeededRandom.Mix(SeededRandom.Mix(tenant.Seed, BitConverter.ToUInt64(user.ToByteArray())), (ulong)place));
        var (given, surname, company) = (random.Pick(Vocabulary.GivenNames), random.Pick(Vocabulary.Surnames), random.Pick(Vocabulary.Companies));
        json.WriteStartObject();
        json.WriteString("id"u8, $"AAMk{place:d4}");
        json.WriteString("displayName"u8, $"{given} {surname}");
        json.WriteString("givenName"u8, given);
        json.WriteString("surname"u8, surname);
        json.WriteString("companyName"u8, company);
        json.WriteString("department"u8, random.Pick(Vocabulary.Departments));
        json.WriteString("jobTitle"u8, random.Pick(Vocabulary.JobTitles));
        json.WriteString("mobilePhone"u8, $"+4179000{place:d4}");
        json.WriteStartArray("businessPhones"u8);
        json.WriteEndArray();
        json.WriteStartArray("emailAddresses"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, $"{given} {surname}");
        json.WriteString("address"u8, $"contact{place}@partner.example");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
