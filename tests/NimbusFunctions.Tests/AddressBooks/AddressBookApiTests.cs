using System.Net;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.AddressBooks;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.AddressBooks;

/// <summary>Address books through HTTP.</summary>
public sealed class AddressBookApiTests
{
    [Fact]
    public async Task Books_MadeChangedAndRemoved_AreToldInBothLists()
    {
        await using var scene = await BookScene.StartAsync();
        var (first, second) = (await scene.BookAsync("Customers"), await scene.BookAsync("Suppliers"));
        var one = (await scene.Administrator.CallAsync(HttpMethod.Get, $"v2/AddressBooks/{first}")).IsOk();
        Assert.True(one.Json["flowActions"]!.GetValue<bool>());

        var patched = (await scene.Administrator.CallAsync(HttpMethod.Patch, $"v2/AddressBooks/{first}", """{"name":"Clients","flowActions":false}""", one.ETag)).IsOk();
        Assert.Equal("Clients", patched.Text("name"));
        (await scene.Administrator.CallAsync(HttpMethod.Patch, $"v2/AddressBooks/{first}", """{"name":"Late"}""", one.ETag)).IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");

        var published = await BookScene.ListAsync(scene.Administrator, "v2/AddressBooks");
        Assert.Equal([(second, "Suppliers")], published.Select(book => (book!["id"]!.GetValue<string>(), book["name"]!.GetValue<string>())));
        var page = (await scene.Administrator.CallAsync(HttpMethod.Get, "v2/AddressBooks?top=1")).IsOk();
        var next = (await scene.Administrator.CallAsync(HttpMethod.Get, $"v2/AddressBooks?continuation={page.Text("continuation")}")).IsOk();
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), new[] { page, next }.SelectMany(reply => reply.Json["value"]!.AsArray()).Select(book => book!["id"]!.GetValue<string>()));

        (await scene.Administrator.CallAsync(HttpMethod.Delete, $"v2/AddressBooks/{first}", ifMatch: "\"other\"")).IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        (await scene.Administrator.CallAsync(HttpMethod.Delete, $"v2/AddressBooks/{first}", ifMatch: patched.ETag)).IsOk(HttpStatusCode.NoContent);
        (await scene.Administrator.CallAsync(HttpMethod.Get, $"v2/AddressBooks/{first}")).IsProblem(HttpStatusCode.NotFound, "address-book-not-found");
        Assert.Equal(
            [LedgerActions.AddressBookMade, LedgerActions.AddressBookMade, LedgerActions.AddressBookChanged, LedgerActions.AddressBookRemoved],
            Lines(scene));
    }

    [Fact]
    public async Task FlowActions_Off_RefuseFlowsAndNothingElse()
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();
        (await scene.AddIdAsync(book, "1")).IsOk();
        (await scene.Administrator.CallAsync(HttpMethod.Patch, $"v2/AddressBooks/{book}", """{"flowActions":false}""")).IsOk();

        foreach (var (method, path, body) in ContactCalls(book))
            (await scene.Administrator.CallAsync(method, path, body)).IsProblem(HttpStatusCode.Forbidden, "flow-actions-off");

        (await scene.Administrator.CallAsync(HttpMethod.Patch, $"v2/AddressBooks/{book}", """{"flowActions":true}""")).IsOk();
        Assert.Equal(["1"], await scene.IdsAsync(book));
    }

    [Fact]
    public async Task Books_OfAnotherUnit_AreNeitherSeenNorTouched()
    {
        await using var scene = await BookScene.StartAsync();
        var (own, other) = (await scene.UnitAsync("Own"), await scene.UnitAsync("Other"));
        var (mine, theirs) = (await scene.BookAsync("Mine", own), await scene.BookAsync("Theirs", other));
        using var administrator = await scene.House.AsAsync(Role.OrganizationUnitAdministrator, unit: own);

        Assert.Equal([mine], (await BookScene.ListAsync(administrator, "v2/AddressBooks")).Select(book => book!["id"]!.GetValue<string>()));
        foreach (var (method, path, body) in ContactCalls(theirs).Append((HttpMethod.Get, $"v2/AddressBooks/{theirs}", null)).Append((HttpMethod.Delete, $"v2/AddressBooks/{theirs}", null)))
            (await administrator.CallAsync(method, path, body)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Post, "v2/AddressBooks", """{"name":"At the root"}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Patch, $"v2/AddressBooks/{mine}", $$"""{"organizationUnitId":"{{other}}"}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Post, "v2/AddressBooks", $$"""{"name":"Below","organizationUnitId":"{{own}}"}""")).IsOk(HttpStatusCode.Created);
        (await scene.Administrator.CallAsync(HttpMethod.Post, "v2/AddressBooks", $$"""{"name":"X","organizationUnitId":"{{Guid.NewGuid()}}"}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData(nameof(Role.TenantAdministrator), true)]
    [InlineData(nameof(Role.OrganizationUnitAdministrator), true)]
    [InlineData(nameof(Role.WorkflowAdministrator), false)]
    [InlineData(nameof(Role.PartnerAdministrator), false)]
    [InlineData(nameof(Role.TeamOwner), false)]
    [InlineData(nameof(Role.ServiceOwner), false)]
    [InlineData(nameof(Role.UserSupervisor), false)]
    public async Task Matrix_AddressBooksNameAndAutomationFlowActions_AreOfTenantAndUnitAdministrators(string name, bool may)
    {
        var role = Enum.Parse<Role>(name);
        await using var scene = await BookScene.StartAsync();
        var unit = await scene.UnitAsync("Unit");
        var book = await scene.BookAsync("Customers", unit);
        using var caller = await scene.House.AsAsync(role, unit: role is Role.OrganizationUnitAdministrator or Role.WorkflowAdministrator or Role.UserSupervisor ? unit : null);
        List<(HttpMethod Method, string Path, string? Body)> calls =
        [
            (HttpMethod.Get, "v2/AddressBooks", null),
            (HttpMethod.Post, "v2/AddressBooks", $$"""{"name":"N","organizationUnitId":"{{unit}}"}"""),
            (HttpMethod.Patch, $"v2/AddressBooks/{book}", """{"name":"New"}"""),
            (HttpMethod.Patch, $"v2/AddressBooks/{book}", """{"flowActions":true}"""),
            .. ContactCalls(book),
            (HttpMethod.Delete, $"v2/AddressBooks/{book}", null),
        ];

        foreach (var (method, path, body) in calls)
        {
            var status = await BookScene.StatusAsync(caller, method, path, body);
            Assert.True(may == (int)status is >= 200 and < 300 || (may && status == HttpStatusCode.NotFound), $"{role} {method} {path}: {status}");
            if (!may)
                Assert.Equal(HttpStatusCode.Forbidden, status);
        }
    }

    [Fact]
    public async Task Unit_InWhichABookLies_IsNotRemoved()
    {
        await using var scene = await BookScene.StartAsync();
        var unit = await scene.UnitAsync("Unit");
        await scene.BookAsync("Customers", unit);

        var refused = await scene.Administrator.CallAsync(HttpMethod.Delete, $"v1/tenants/{ApiHouse.Tenant}/organization-units/{unit}");

        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains("1 address books", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Removal_ThatBrokeOff_IsFinishedByTheNextCall(bool byDeletion)
    {
        await using var scene = await BookScene.StartAsync();
        var book = await scene.BookAsync();
        await scene.FillAsync(book, 250);
        var row = (await scene.House.Tables.AddressBooks.GetEntityAsync<TableEntity>($"{ApiHouse.Tenant}|books", book, null, TestContext.Current.CancellationToken)).Value;
        // It was marked, and one bucket was closed.
        (row["State"], row["StateSince"]) = (nameof(AddressBookState.Ending), DateTimeOffset.UnixEpoch);
        await scene.House.Tables.AddressBooks.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        await scene.House.Tables.AddressBooks.DeleteEntityAsync(ContactRow.Partition(ApiHouse.Tenant, book, "03"), ContactRow.Count, cancellationToken: TestContext.Current.CancellationToken);
        (await scene.AddIdAsync(book, "late")).IsProblem(HttpStatusCode.NotFound, "address-book-not-found");

        if (byDeletion)
            (await scene.Administrator.CallAsync(HttpMethod.Delete, $"v2/AddressBooks/{book}")).IsOk(HttpStatusCode.NoContent);
        else
            Assert.Empty(await BookScene.ListAsync(scene.Administrator, "v2/AddressBooks"));

        Assert.Empty(scene.RowsOf(book));
        (await scene.Administrator.CallAsync(HttpMethod.Delete, $"v2/AddressBooks/{book}")).IsProblem(HttpStatusCode.NotFound, "address-book-not-found");
    }

    [Fact]
    public async Task Operator_WhoseTenantIsNone_MakesNoBook()
    {
        await using var scene = await BookScene.StartAsync();

        (await scene.House.System().CallAsync(HttpMethod.Post, "v2/AddressBooks", """{"name":"Nowhere"}""")).IsProblem(HttpStatusCode.NotFound, "tenant-not-found");
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"A","colour":"red"}""", "colour")]
    [InlineData("""{"name":"A","organizationUnitId":"here"}""", "organizationUnitId")]
    [InlineData("""{"name":"A","flowActions":"yes"}""", "flowActions")]
    public async Task Book_WithAWrongField_IsRefusedByName(string body, string field)
    {
        await using var scene = await BookScene.StartAsync();

        var refused = await scene.Administrator.CallAsync(HttpMethod.Post, "v2/AddressBooks", body);

        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(field, refused.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    private static List<(HttpMethod Method, string Path, string? Body)> ContactCalls(string book) =>
    [
        (HttpMethod.Get, BookScene.Contacts(book), null),
        (HttpMethod.Post, BookScene.Contacts(book), """{"externalId":"new"}"""),
        (HttpMethod.Put, BookScene.Contacts(book), """{"externalId":"new"}"""),
        (HttpMethod.Post, $"{BookScene.Contacts(book)}/delete", """["new"]"""),
        (HttpMethod.Post, $"{BookScene.Contacts(book)}/clear", null),
    ];

    private static List<string> Lines(BookScene scene) =>
        [.. scene.House.Tables.Ledger.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken)
            .ToBlockingEnumerable(TestContext.Current.CancellationToken)
            .Where(row => row.GetString("Action")?.StartsWith("address-book", StringComparison.Ordinal) == true)
            .OrderBy(row => row.GetDateTimeOffset("At")).Select(row => row.GetString("Action")!)];
}
