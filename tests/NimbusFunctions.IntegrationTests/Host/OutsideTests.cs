using System.Net.Sockets;
using System.Text;

namespace NimbusFunctions.IntegrationTests.Host;

/// <summary>Nobody outside can run a trigger, whatever he writes into the request.</summary>
public class OutsideTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Envelope = """{"Data":{"message":"\"evil\""},"Metadata":{"MessageId":"\"evil\""}}""";

    private readonly HostUnderTest under = shared.Under;

    [Theory]
    [InlineData("/NAME")]
    [InlineData("/NAME/")]
    [InlineData("/NAME?code=x")]
    [InlineData("//NAME")]
    [InlineData("/./NAME")]
    [InlineData("/%4E%41ME/../NAME")]
    [InlineData("/v1/../NAME")]
    [InlineData("/v1/x/../../NAME")]
    [InlineData("/v1/%2e%2e/NAME")]
    [InlineData("/v1/%2E%2E/NAME")]
    [InlineData("/v1/.%2e/NAME")]
    [InlineData("/v1/%252e%252e/NAME")]
    [InlineData("/v1/%25252e%25252e/NAME")]
    [InlineData("/v1/..%2fNAME")]
    [InlineData("/v1%2f..%2fNAME")]
    [InlineData("/v1/..%5cNAME")]
    [InlineData("/v1/%5c..%5cNAME")]
    [InlineData("/v1/..;/NAME")]
    [InlineData("/admin/../NAME")]
    [InlineData("/admin/%252e%252e/NAME")]
    [InlineData("http://127.0.0.1/NAME")]
    [InlineData("http://127.0.0.1/v1/%252e%252e/NAME")]
    public async Task When_a_functions_name_is_posted_from_outside_Should_answer_4xx_and_run_nothing(string target)
    {
        var before = under.Ran.Count;
        foreach (var name in new[] { "Work", "Tick", "Steps", "Lots", "Buried", "work" })
        {
            foreach (var copied in new[] { false, true })
            {
                var status = await PostAsync(under, target.Replace("NAME", name, StringComparison.Ordinal), copied);
                Assert.True(status is 404 or 400 || (status == 401 && target.StartsWith("/admin", StringComparison.Ordinal)), $"{target} with {name} was answered {status}.");
            }
        }

        // What comes after them shows that a run would have been seen by now.
        Assert.Equal(202, await under.StartByHandAsync("Work", """{"input":"by hand"}""", under.Host.MasterKey));
        await under.UntilAsync(() => under.Ran.Count > before, "the run by hand was seen");
        Assert.EndsWith("body=by hand", Assert.Single(under.Ran.Skip(before)), StringComparison.Ordinal);
        Assert.DoesNotContain(under.Output, line => line.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_keep_its_own_paths_to_whoever_has_the_master_key()
    {
        var before = under.Ran.Count;
        Assert.Equal(401, await under.StartByHandAsync("Work", "{}", null));
        Assert.Equal(401, await under.StartByHandAsync("Work", "{}", "nope"));
        Assert.Equal(404, await under.StartByHandAsync("Unknown", "{}", under.Host.MasterKey));
        Assert.Equal(404, await under.StartByHandAsync("Api", "{}", under.Host.MasterKey));
        Assert.Equal(400, await under.StartByHandAsync("Work", "no json", under.Host.MasterKey));
        using var status = await under.GetAsync("admin/host/status");
        Assert.Equal(401, (int)status.StatusCode);
        using var runtime = await under.GetAsync("runtime/webhooks");
        Assert.Equal(401, (int)runtime.StatusCode);
        using var asking = new HttpRequestMessage(HttpMethod.Get, "admin/host/status") { Headers = { { "x-functions-key", under.Host.MasterKey } } };
        using var told = await under.Client.SendAsync(asking, TestContext.Current.CancellationToken);
        Assert.Contains("\"Running\"", await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before, under.Ran.Count);
    }

    private static async Task<int> PostAsync(HostUnderTest under, string target, bool copied)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(under.Host.Address.Host, under.Host.Address.Port, TestContext.Current.CancellationToken);
        var headers = copied
            ? "User-Agent: Azure-Functions-Host/4.1037.0.0\r\nX-Azure-Functions-HostVersion: 4.1037.0.0\r\nX-Azure-Functions-InvocationId: 9e7018b3-e417-4ea7-9ff9-890052ad47b1\r\n"
            : "";
        var request = $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Type: application/json; charset=utf-8\r\nContent-Length: {Envelope.Length}\r\nConnection: close\r\n\r\n{Envelope}";
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return int.Parse(first!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
