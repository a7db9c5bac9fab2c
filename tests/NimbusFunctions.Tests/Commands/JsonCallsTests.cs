using System.Net;
using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Tests.Commands;

public sealed class JsonCallsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_Problem_SaysCallStatusAndWhatIsWrong()
    {
        using var answers = new Answers((_, _) => (HttpStatusCode.Forbidden, """{"title":"Not allowed.","detail":"The permission users is missing."}"""));
        using var http = answers.Client();

        var failure = await Assert.ThrowsAsync<ApiException>(() => new JsonCalls(http).GetAsync<ApiSync>("v1/tenants/t/sync", Ct));

        Assert.Equal("GET /v1/tenants/t/sync answered 403: Not allowed. The permission users is missing.", failure.Message);
        Assert.Equal(HttpStatusCode.Forbidden, failure.Status);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task GetAsync_RefusalThatIsNoProblemDocument_SaysTheStatus(string body)
    {
        using var answers = new Answers((_, _) => (HttpStatusCode.BadRequest, body));
        using var http = answers.Client();

        var failure = await Assert.ThrowsAsync<ApiException>(() => new JsonCalls(http).GetAsync<ApiSync>("x", Ct));

        Assert.Equal("GET /x answered 400: Bad Request", failure.Message);
    }

    [Fact]
    public async Task GetAsync_AnswerThatCannotBeRead_IsARefusal()
    {
        using var answers = new Answers((_, _) => (HttpStatusCode.OK, "<html>"));
        using var http = answers.Client();

        await Assert.ThrowsAsync<ApiException>(() => new JsonCalls(http).GetAsync<ApiSync>("x", Ct));
    }

    [Fact]
    public async Task FindAsync_NotFound_IsNull()
    {
        using var answers = new Answers((_, _) => (HttpStatusCode.NotFound, "{}"));
        using var http = answers.Client();

        Assert.Null(await new JsonCalls(http).FindAsync<ApiUser>("x", Ct));
    }

    [Fact]
    public async Task GetAsync_NeighbourNotThereYet_IsAskedAgain()
    {
        using var answers = new Answers((_, call) => call == 1 ? (HttpStatusCode.ServiceUnavailable, "{}") : (HttpStatusCode.OK, """{"running":true}"""));
        using var http = answers.Client();

        var sync = await new JsonCalls(http, () => "abc").GetAsync<ApiSync>("x", Ct);

        Assert.True(sync.Running);
        Assert.Equal(2, answers.Calls.Count);
        Assert.Equal("Bearer abc", answers.Authorization);
    }

    [Fact]
    public async Task DoAsync_RefusalThatIsAsGoodAsDone_IsNoFailure()
    {
        using var answers = new Answers((_, _) => (HttpStatusCode.Conflict, "{}"));
        using var http = answers.Client();
        var calls = new JsonCalls(http);

        await calls.DoAsync(HttpMethod.Post, "x", new { }, HttpStatusCode.Conflict, Ct);
        await Assert.ThrowsAsync<ApiException>(() => calls.DoAsync(HttpMethod.Post, "x", new { }, null, Ct));
    }

    [Fact]
    public async Task UsersAsync_SeveralPages_FollowsTheContinuation()
    {
        using var answers = new Answers((_, call) => (HttpStatusCode.OK, call == 1
            ? """{"value":[{"id":"a","displayName":"A","userPrincipalName":"a@x.example","services":1}],"continuation":"n&xt"}"""
            : """{"value":[{"id":"b","displayName":"B","userPrincipalName":"b@x.example","services":1}],"continuation":null}"""));
        using var http = answers.Client();

        var users = await new TenantApi(new JsonCalls(http), "t").UsersAsync(Ct);

        Assert.Equal(["a", "b"], users.Select(user => user.Id));
        Assert.Equal(["GET /v1/tenants/t/users?top=100", "GET /v1/tenants/t/users?top=100&continuation=n%26xt"], answers.Calls);
    }
}
