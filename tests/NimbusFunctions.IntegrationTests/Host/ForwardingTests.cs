using System.Net;
using System.Text;

namespace NimbusFunctions.IntegrationTests.Host;

public class ForwardingTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest under = shared.Under;

    [Fact]
    public async Task Should_pass_a_call_on_as_it_came()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "v1/echo/Zoë/a%20b?x=1&x=2&y=a%20b")
        {
            Content = new StringContent("""{"name":"Zoë"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Cookie", "a=b");
        request.Headers.Add("User-Agent", "tester/1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("X-Azure-Functions-InvocationId", "mine");
        request.Headers.Add("X-Azure-Functions-Other", "mine");
        request.Headers.Add("Connection", "X-Hop");
        request.Headers.Add("X-Hop", "one hop only");

        using var answer = await under.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"name":"Zoë"}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        string? Echo(string name) => answer.Headers.TryGetValues(name, out var values) ? Uri.UnescapeDataString(values.Single()) : null;
        Assert.Equal("PATCH", Echo("X-Method"));
        Assert.Equal("/v1/echo/Zoë/a b?x=1&x=2&y=a b", Echo("X-Path"));
        Assert.Equal("a=b", Echo("Echo-Cookie"));
        Assert.Equal("tester/1 Azure-Functions-Host/4.1037.0.0", Echo("Echo-User-Agent"));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Echo("Echo-traceparent"));
        Assert.Equal(under.Host.Address.Authority, Echo("Echo-Host"));
        Assert.Equal("15", Echo("Echo-Content-Length"));
        Assert.Equal("4.1037.0.0", Echo("Echo-X-Azure-Functions-HostVersion"));
        Assert.True(Guid.TryParse(Echo("Echo-X-Azure-Functions-InvocationId"), out _));
        Assert.Null(Echo("Echo-X-Azure-Functions-Other"));
        Assert.Null(Echo("Echo-X-Hop"));
    }

    [Fact]
    public async Task Should_pass_on_what_an_empty_body_is_and_headers_that_are_not_ASCII()
    {
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = under.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/echo") { Content = new StringContent("", Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "Zoë 🛰");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Zoë 🛰", Uri.UnescapeDataString(answer.Headers.GetValues("Echo-Idempotency-Key").Single()));
        Assert.Equal("0", answer.Headers.GetValues("Echo-Content-Length").Single());
        Assert.Equal("application/json; charset=utf-8", Uri.UnescapeDataString(answer.Headers.GetValues("Echo-Content-Type").Single()));
    }

    [Theory]
    [InlineData("GET", "v1/redirect", HttpStatusCode.Redirect)]
    [InlineData("DELETE", "v1/thing", HttpStatusCode.NoContent)]
    [InlineData("GET", "v1/problem", HttpStatusCode.Conflict)]
    [InlineData("GET", "v1/broken", HttpStatusCode.InternalServerError)]
    [InlineData("HEAD", "v1/echo", HttpStatusCode.OK)]
    [InlineData("GET", "v1/nothing/here", HttpStatusCode.NotFound)]
    public async Task Should_pass_an_answer_back_as_it_is(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await under.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Redirect)
            Assert.Equal("/v1/pid", answer.Headers.Location?.ToString());
        if (expected == HttpStatusCode.Conflict)
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var detail = $"{method} /{path} {(int)expected}";
        await under.UntilAsync(() => under.Invocations.Any(entry => entry.Detail == detail), "the call was told of");
        var entry = Assert.Single(under.Invocations, entry => entry.Detail == detail);
        Assert.Equal(("Api", "http", true), (entry.Function, entry.Trigger, entry.Succeeded)); // any answer of the app is a success to the host
    }

    [Fact]
    public async Task Should_stream_both_ways()
    {
        var body = new byte[3_000_000];
        new Random(1).NextBytes(body);
        using var content = new StreamContent(new MemoryStream(body));
        content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Put, "v1/echo") { Content = content, Headers = { TransferEncodingChunked = true } };
        using var answer = await under.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("chunked", Uri.UnescapeDataString(answer.Headers.GetValues("Echo-Transfer-Encoding").Single()));
    }

    [Fact]
    public async Task Should_give_the_first_part_of_an_answer_before_the_last_and_let_the_caller_go()
    {
        using (var answer = await under.Client.GetAsync("v1/two", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            var first = new byte[5];
            await body.ReadExactlyAsync(first, TestContext.Current.CancellationToken);
            Assert.Equal("first", Encoding.UTF8.GetString(first));
        }

        await under.UntilAsync(() => under.Invocations.Any(entry => !entry.Succeeded), "the host noticed that the caller had gone");
    }

    [Fact]
    public async Task Should_answer_404_itself_for_what_no_function_declares()
    {
        var before = under.Invocations.Count;
        foreach (var path in new[] { "", "v2/pid", "other", "api/v1/pid", "v1x/pid" })
        {
            using var answer = await under.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(before, under.Invocations.Count);
    }
}
