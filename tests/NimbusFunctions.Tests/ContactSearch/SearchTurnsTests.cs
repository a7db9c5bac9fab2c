using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.ContactSearch;

/// <summary>Searches of a tenant while its address books do not answer.</summary>
public sealed class SearchTurnsTests
{
    private const string Other = "10000000-0000-0000-0000-000000000009";
    private const int Allowed = SearchTurns.MostAtOnce + SearchTurns.MostWaiting;

    private readonly WaitingBooks.Gate gate = new(ApiHouse.Tenant);

    [Fact]
    public async Task Get_MoreSearchesThanMayWait_AreRefusedAndOthersAreNot()
    {
        await using var house = await HouseAsync();
        using var system = house.System();
        var refused = new TaskCompletionSource<Reply>();
        var searches = Enumerable.Range(0, Allowed + 1).Select(async _ =>
        {
            var reply = await SearchAsync(system, ApiHouse.Tenant);
            if (reply.Status == HttpStatusCode.TooManyRequests)
                refused.TrySetResult(reply);
            return reply;
        }).ToList();

        (await refused.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken))
            .IsProblem(HttpStatusCode.TooManyRequests, "too-many-searches");
        (await SearchAsync(system, Other)).IsOk();

        gate.Open();
        var replies = await Task.WhenAll(searches);
        Assert.Equal(Allowed, replies.Count(reply => reply.Status == HttpStatusCode.OK));
        Assert.InRange(gate.MostAtOnce, 1, SearchTurns.MostAtOnce);
        (await SearchAsync(system, ApiHouse.Tenant)).IsOk();
    }

    private async Task<ApiHouse> HouseAsync()
    {
        var house = await ApiHouse.StartBehindAsync(table => table.Name == "AddressBooks" ? new WaitingBooks(table, gate) : table);
        await house.Services.GetRequiredService<TenantStore>().CreateAsync(
            new Tenant(Other, TenantState.Active, 1, TimeProvider.System.GetUtcNow()),
            SettingsCatalogue.General.Write(new("Bergwerk", "bergwerk.example")), "operator", TestContext.Current.CancellationToken);
        return house;
    }

    private static Task<Reply> SearchAsync(HttpClient client, string tenant) =>
        client.CallAsync(HttpMethod.Get, $"v1/tenants/{tenant}/contacts?q=anna&source=AddressBooks");

    /// <summary>A table whose queries about one tenant wait.</summary>
    private sealed class WaitingBooks(TableClient store, WaitingBooks.Gate gate) : TableBefore(store)
    {
        public override AsyncPageable<T> QueryAsync<T>(
            string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        {
            var pages = base.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
            return filter?.Contains(gate.Tenant, StringComparison.Ordinal) == true ? new Waiting<T>(pages, gate) : pages;
        }

        internal sealed class Gate(string tenant)
        {
            private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
            private readonly Lock counting = new();
            private int inside;

            public string Tenant => tenant;

            public int MostAtOnce { get; private set; }

            public void Open() => opened.SetResult();

            public async Task PassAsync()
            {
                lock (counting)
                    MostAtOnce = Math.Max(MostAtOnce, ++inside);
                await opened.Task;
                lock (counting)
                    inside--;
            }
        }

        private sealed class Waiting<T>(AsyncPageable<T> pages, Gate gate) : AsyncPageable<T>
            where T : notnull
        {
            public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
                AllAsync(continuationToken, pageSizeHint, CancellationToken.None);

            private async IAsyncEnumerable<Page<T>> AllAsync(string? token, int? size, [EnumeratorCancellation] CancellationToken cancellation)
            {
                await gate.PassAsync();
                await foreach (var page in pages.AsPages(token, size).WithCancellation(cancellation))
                    yield return page;
            }
        }
    }
}
