using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.AddressBooks;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.AddressBooks;

/// <summary>The contacts of address books through HTTP.</summary>
public sealed class BookContactApiTests
{
    private const string Whole = """
        {"externalId":"crm/1#?,é","firstName":"Urs","lastName":"Müller","displayName":"Urs Müller","initials":"UM","company":"Alpenwerk","department":"Sales",
         "jobTitle":"Buyer","userPrincipalName":"urs@alpenwerk.example","imAddresses":["sip:urs@alpenwerk.example"],"emailAddresses":["urs@alpenwerk.example"],
         "businessPhones":["+41443334455"],"mobilePhones":["+41791112233"],"homePhones":["+41310000000"],
         "addresses":[{"street":"Bahnhofstrasse 1\nHinterhaus","city":"Zürich","country":"CH","state":"ZH","postalCode":"8001"}],"customFields":[{"name":"vip","value":"yes"}]}
        """;

    [Fact]
    public async Task Contact_WithEveryField_ComesBackAsItWasSent()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();

        var added = (await scene.AddAsync(book, Whole)).IsOk();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Whole), added.Json));
        Assert.True(JsonNode.DeepEquals(new JsonArray(JsonNode.Parse(Whole)), await BookScene.ListAsync(scene.Administrator, BookScene.Contacts(book))));
    }

    [Fact]
    public async Task ExternalId_InABook_IsUniqueAndReplacedByAnUpdate()
    {
        await using var scene = await BookScene.StartAsync();
        var (book, other) = (await scene.BookAsync(), await scene.BookAsync("Other"));
        (await scene.AddAsync(book, """{"externalId":"a","displayName":"First","company":"C"}""")).IsOk();
        (await scene.AddIdAsync(other, "a")).IsOk();
        (await scene.AddIdAsync(book, "A")).IsOk();

        (await scene.AddIdAsync(book, "a")).IsProblem(HttpStatusCode.Conflict, "already-exists");
        (await scene.Administrator.CallAsync(HttpMethod.Put, BookScene.Contacts(book), """{"externalId":"a","displayName":"Second","jobTitle":""}""")).IsOk();
        (await scene.Administrator.CallAsync(HttpMethod.Put, BookScene.Contacts(book), """{"externalId":"b"}""")).IsProblem(HttpStatusCode.NotFound, "contact-not-found");

        var found = await BookScene.ListAsync(scene.Administrator, $"{BookScene.Contacts(book)}?externalIds=a");
        Assert.Equal("""[{"externalId":"a","displayName":"Second"}]""", found.ToJsonString());
    }

    [Theory]
    [InlineData("?externalIds=a&externalIds=b", "a,b")]
    [InlineData("?externalIds=a,b,nobody", "a,b")]
    [InlineData("?externalIds=b%2Cc", "b,b,c")]
    [InlineData("?externalIds=", "a,b,b,c")]
    [InlineData("", "a,b,b,c")]
    public async Task List_ByExternalIds_FindsThoseAlone(string query, string found)
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();
        foreach (var id in new[] { "a", "b", "b,c" })
            (await scene.AddIdAsync(book, id)).IsOk();

        Assert.Equal(found, string.Join(',', (await scene.IdsAsync(book, query)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task List_InPages_HasEveryContactOnce()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();
        await scene.FillAsync(book, 530);
        var seen = new List<string>();
        for (var query = "?top=100"; query is not null;)
        {
            var page = (await scene.Administrator.CallAsync(HttpMethod.Get, BookScene.Contacts(book) + query)).IsOk();
            seen.AddRange(page.Json["value"]!.AsArray().Select(contact => contact!["externalId"]!.GetValue<string>()));
            query = page.Json["continuation"]?.GetValue<string>() is { } next ? $"?top=100&continuation={next}" : null;
        }

        Assert.Equal(530, seen.Count);
        Assert.Equal(530, seen.Distinct().Count());
        Assert.Equal(530, (await scene.IdsAsync(book)).Count);
    }

    [Fact]
    public async Task Removal_OfSomeAndOfAll_CanBeDoneAgain()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();
        await scene.FillAsync(book, 400);

        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.OK, await BookScene.StatusAsync(scene.Administrator, HttpMethod.Post, $"{BookScene.Contacts(book)}/delete", """["filled-0","filled-1","nobody"]"""));
        Assert.Equal(398, (await scene.IdsAsync(book)).Count);
        Assert.Equal(398, Counted(scene, book));

        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.OK, await BookScene.StatusAsync(scene.Administrator, HttpMethod.Post, $"{BookScene.Contacts(book)}/clear", null));
        Assert.Empty(await scene.IdsAsync(book));
        Assert.Equal(0, Counted(scene, book));
        (await scene.AddIdAsync(book, "again")).IsOk();
    }

    [Fact]
    public async Task Book_ThatIsFull_TakesNoMoreAndCountsAgainFirst()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();
        await scene.FillAsync(book, ContactStore.Most);

        (await scene.AddIdAsync(book, "one too many")).IsProblem(HttpStatusCode.Conflict, "too-many");
        Assert.Equal(ContactStore.Most, Counted(scene, book));
        Assert.Empty(await scene.IdsAsync(book, "?externalIds=one too many"));

        // Somebody took a contact without telling the count.
        var row = ContactRow.Write(ApiHouse.Tenant, book, new Contact("filled-7"));
        await scene.House.Tables.AddressBooks.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: TestContext.Current.CancellationToken);
        (await scene.AddIdAsync(book, "the last")).IsOk();

        using var answer = await scene.Administrator.GetAsync(BookScene.Contacts(book), TestContext.Current.CancellationToken);
        Assert.Contains("rel=\"next\"", answer.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Equal(BookContactEndpoints.MostUnpaged, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray().Count);
    }

    [Fact]
    public async Task Contacts_AddedAtOnce_AreAllThere()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async place => (await scene.AddIdAsync(book, $"{place % 40}")).Status));

        Assert.Equal(40, (await scene.IdsAsync(book)).Count);
        Assert.Equal(40, Counted(scene, book));
    }

    [Theory]
    [InlineData("externalId", 128)]
    [InlineData("firstName", 64)]
    [InlineData("lastName", 64)]
    [InlineData("displayName", 256)]
    [InlineData("initials", 16)]
    [InlineData("company", 64)]
    [InlineData("department", 64)]
    [InlineData("jobTitle", 128)]
    [InlineData("userPrincipalName", 128)]
    [InlineData("imAddresses[10]", 128)]
    [InlineData("emailAddresses[10]", 128)]
    [InlineData("businessPhones[10]", 32)]
    [InlineData("mobilePhones[10]", 32)]
    [InlineData("homePhones[10]", 32)]
    [InlineData("addresses[10].street", 1024)]
    [InlineData("addresses[10].city", 128)]
    [InlineData("addresses[10].country", 128)]
    [InlineData("addresses[10].state", 128)]
    [InlineData("addresses[10].postalCode", 40)]
    [InlineData("customFields[20].value", 1024)]
    [InlineData("customFields[20].name", 64)]
    public async Task Field_AtItsLimitAndBeyond_IsTakenAndRefused(string field, int longest)
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();

        (await scene.AddAsync(book, With(field, longest, more: 0))).IsOk();
        var refused = await scene.AddAsync(book, With(field, longest + 1, more: 0));
        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        var named = field.Contains('[', StringComparison.Ordinal) ? field[..(field.IndexOf('[', StringComparison.Ordinal) + 1)] : field;
        Assert.All(refused.Json["errors"]!.AsObject(), error => Assert.StartsWith(named, error.Key, StringComparison.Ordinal));
        if (field.Contains('[', StringComparison.Ordinal))
            (await scene.AddAsync(book, With(field, 1, more: 1))).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Contact_WithEverythingAtItsLimit_IsStored()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();
        var contact = new JsonObject { ["externalId"] = "é" };
        foreach (var (name, count, length) in new[] { ("imAddresses", 10, 128), ("emailAddresses", 10, 128), ("businessPhones", 10, 32), ("mobilePhones", 10, 32), ("homePhones", 10, 32) })
            contact[name] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)new string('é', length))]);
        contact["addresses"] = new JsonArray([.. Enumerable.Range(0, 10).Select(_ => (JsonNode)new JsonObject { ["street"] = new string('é', 1024), ["city"] = new string('é', 128) })]);
        contact["customFields"] = new JsonArray([.. Enumerable.Range(0, 20).Select(_ => (JsonNode)new JsonObject { ["name"] = new string('é', 64), ["value"] = new string('é', 1024) })]);

        (await scene.AddAsync(book, contact.ToJsonString())).IsOk();

        Assert.True(JsonNode.DeepEquals(new JsonArray(contact), await BookScene.ListAsync(scene.Administrator, BookScene.Contacts(book))));
    }

    private static string With(string field, int length, int more)
    {
        var text = new string('x', length);
        var contact = new JsonObject { ["externalId"] = "id" };
        if (!field.Contains('[', StringComparison.Ordinal))
        {
            contact[field] = text;
            return contact.ToJsonString();
        }

        var (name, rest) = (field[..field.IndexOf('[', StringComparison.Ordinal)], field[(field.IndexOf('[', StringComparison.Ordinal) + 1)..].Split(']'));
        var items = Enumerable.Range(0, int.Parse(rest[0], null) + more).Select(JsonNode (_) =>
        {
            if (rest[1].Length == 0)
                return text;
            var item = new JsonObject { [rest[1][1..]] = text };
            if (name == "customFields" && rest[1] != ".name")
                item["name"] = "n";
            return item;
        });
        contact[name] = new JsonArray([.. items]);
        return contact.ToJsonString();
    }

    private static int Counted(BookScene scene, string book) =>
        scene.RowsOf(book).Where(row => row.RowKey == ContactRow.Count).Sum(row => row.GetInt32("Count") ?? 0);
}
