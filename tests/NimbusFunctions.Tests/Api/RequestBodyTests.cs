using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Api;

public class RequestBodyTests
{
    private const string General = $"v1/tenants/{ApiHouse.Tenant}/settings/general";
    private const string Approve = $"v1/tenants/{ApiHouse.Tenant}/sync/plans/aaaa/approve";
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    [Theory]
    [InlineData(General)]
    [InlineData($"v1/tenants/{ApiHouse.Tenant}/sync/pause")]
    public async Task Body_TextThatIsNoUtf8_IsRefusedAndNotStored(string path)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();

        var reply = await PutAsync(system, path, new ByteArrayContent([.. "{\"name\":\"a"u8, 0xFF, 0xFE, .. "\"}"u8]));

        reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("UTF-8", reply.Text("detail"), StringComparison.Ordinal);

        Assert.Equal("Alpenwerk", (await system.CallAsync(HttpMethod.Get, General)).IsOk().Text("name"));
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[0])]
    public async Task Body_WithOrWithoutAByteOrderMark_IsRead(byte[] mark)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();

        (await PutAsync(system, General, new ByteArrayContent([.. mark, .. "{\"name\":\"Zürich\"}"u8]))).IsOk();

        Assert.Equal("Zürich", (await system.CallAsync(HttpMethod.Get, General)).IsOk().Text("name"));
    }

    [Fact]
    public async Task Body_OfNoToldLengthThatIsTooLarge_IsRefusedAndTheConnectionStays()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        using var request = new HttpRequestMessage(HttpMethod.Put, General) { Content = new ByteArrayContent(new byte[4 * RequestBody.LargestBytes]) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TransferEncodingChunked = true;

        using var answer = await system.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.NotEqual(true, answer.Headers.ConnectionClose);
    }

    [Fact]
    public async Task Body_ThatIsCompressed_IsRefusedForThat()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        using var content = new ByteArrayContent([0x1F, 0x8B, 0x08, 0x00]);
        content.Headers.ContentEncoding.Add("gzip");

        var reply = await PutAsync(system, General, content);

        reply.IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Contains("Content-Encoding", reply.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_FieldOfAVeryLongName_IsNamedByItsBeginning()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();

        var reply = await system.CallAsync(HttpMethod.Put, "v1/sync/pause", $"{{\"{new string('k', 100_000)}\":1}}");

        reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.InRange(reply.Json.ToJsonString().Length, 1, 1_000);
    }

    [Fact]
    public async Task Body_WrongInVeryManyPlaces_IsAnsweredWithTheFirstFaults()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var body = $"{{{string.Join(',', Enumerable.Range(0, 40_000).Select(place => $"\"k{place}\":1"))}}}";

        var reply = await system.CallAsync(HttpMethod.Patch, General, body);

        reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(ValidationErrors.Most, reply.Json["errors"]!.AsObject().Count);
    }

    [Fact]
    public async Task Body_ThatMayBeLeftOutAndHasNeitherLengthNorType_IsNotPassedOver()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        using var request = new HttpRequestMessage(HttpMethod.Post, Approve) { Content = new ByteArrayContent("{\"users\":[\"a\"]}"u8.ToArray()) };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await system.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private static async Task<Reply> PutAsync(HttpClient client, string path, ByteArrayContent content)
    {
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = content };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(answer.StatusCode, null, await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken));
    }
}
