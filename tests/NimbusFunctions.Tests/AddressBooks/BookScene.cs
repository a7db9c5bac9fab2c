using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.AddressBooks;
using NimbusFunctions.Storage;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.AddressBooks;

/// <summary>The app with a Tenant Administrator who keeps address books.</summary>
internal sealed class BookScene : IAsyncDisposable
{
    private BookScene(ApiHouse house, HttpClient administrator) => (House, Administrator) = (house, administrator);

    public ApiHouse House { get; }

    public HttpClient Administrator { get; }

    public static async Task<BookScene> StartAsync()
    {
        var house = await ApiHouse.StartAsync();
        return new(house, await house.AsAsync(Role.TenantAdministrator));
    }

    /// <summary>Makes a book.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> BookAsync(string name = "Customers", string? unit = null)
    {
        var body = new JsonObject { ["name"] = name };
        if (unit is not null)
            body["organizationUnitId"] = unit;
        return (await Administrator.CallAsync(HttpMethod.Post, "v2/AddressBooks", body.ToJsonString())).IsOk(HttpStatusCode.Created).Text("id");
    }

    /// <summary>Makes a unit below the root.</summary>
    public async Task<string> UnitAsync(string name) => (await Administrator.CallAsync(
        HttpMethod.Post, $"v1/tenants/{ApiHouse.Tenant}/organization-units", new JsonObject { ["name"] = name }.ToJsonString())).IsOk(HttpStatusCode.Created).Text("id");

    public Task<Reply> AddAsync(string book, string contact) => Administrator.CallAsync(HttpMethod.Post, Contacts(book), contact);

    public Task<Reply> AddIdAsync(string book, string id) => AddAsync(book, new JsonObject { ["externalId"] = id }.ToJsonString());

    /// <summary>The ids of a list as it is published.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string book, string query = "") =>
        [.. (await ListAsync(Administrator, Contacts(book) + query)).Select(contact => contact!["externalId"]!.GetValue<string>())];

    public static async Task<JsonArray> ListAsync(HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
    }

    /// <summary>A call whose body, if any, is no JSON of ours to look at.</summary>
    public static async Task<HttpStatusCode> StatusAsync(HttpClient caller, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public static string Contacts(string book) => $"v2/AddressBooks/{book}/contacts";

    /// <summary>Every row that there is of a book beside its own.</summary>
    public List<TableEntity> RowsOf(string book) =>
        [.. House.Tables.AddressBooks.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey ge {$"{ApiHouse.Tenant}|{book}|"} and PartitionKey lt {$"{ApiHouse.Tenant}|{book}}}"}"),
            cancellationToken: TestContext.Current.CancellationToken).ToBlockingEnumerable(TestContext.Current.CancellationToken)];

    /// <summary>Fills a book behind the API's back.</summary>
    public async Task FillAsync(string book, int contacts)
    {
        foreach (var bucket in Enumerable.Range(0, contacts).Select(place => ContactRow.Write(ApiHouse.Tenant, book, new Contact($"filled-{place}", DisplayName: $"Filled {place}")))
            .GroupBy(row => row.PartitionKey))
        {
            await House.Tables.AddressBooks.SubmitInChunksAsync(
                bucket.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), TestContext.Current.CancellationToken);
            await House.Tables.AddressBooks.UpsertEntityAsync(
                new TableEntity(bucket.Key, ContactRow.Count) { ["Count"] = bucket.Count() }, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
