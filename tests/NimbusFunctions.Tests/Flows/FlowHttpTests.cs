using System.Net;
using System.Net.Http.Headers;
using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Tests.Flows;

public class FlowHttpTests
{
    private static readonly FlowRequest Post = new(HttpMethod.Post, "v1/ExternalTasks", """{"serviceUpn":"a"}""", "key-1");

    private readonly ManualTimeProvider time = new();

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task Send_PassingFaults_SendsTheSameFiveTimesAfterThePausesOfThePolicy(HttpStatusCode status)
    {
        using var line = new ScriptedLine(_ => new(status));

        var reply = await SendAsync(line);

        Assert.Equal(((int)status, 4), (reply.Status, reply.Resends));
        Assert.Equal([5, 7.5, 15, 30], Pauses(line));
        Assert.Equal("""POST /v1/ExternalTasks key=key-1 {"serviceUpn":"a"}""", Assert.Single(line.Sent.Distinct()));
    }

    [Fact]
    public async Task Send_ConnectionLostAndThenBack_GivesTheAnswer()
    {
        using var line = new ScriptedLine(attempt => attempt < 3 ? throw new HttpRequestException("cut") : new(HttpStatusCode.OK) { Content = new StringContent("""{"id":"t"}""") });

        var reply = await SendAsync(line);

        Assert.Equal((200, 2, "t"), (reply.Status, reply.Resends, reply.Body?["id"]?.ToString()));
        Assert.Equal([5, 7.5], Pauses(line));
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsSentAgain()
    {
        using var line = new ScriptedLine(attempt => attempt == 1 ? throw new TaskCanceledException("timeout") : new(HttpStatusCode.OK));

        Assert.Equal(1, (await SendAsync(line)).Resends);
    }

    [Fact]
    public async Task Send_NeverAnAnswer_SaysSo()
    {
        using var line = new ScriptedLine(_ => throw new HttpRequestException("refused"));

        var reply = await SendAsync(line);

        Assert.Null(reply.Status);
        Assert.Equal("no answer came: refused", reply.Says());
    }

    [Fact]
    public async Task Send_RetryAfter_WaitsAsLongAsAsked()
    {
        using var line = new ScriptedLine(attempt => attempt switch
        {
            1 => Asking(new(TimeSpan.FromSeconds(60))),
            2 => Asking(new(time.GetUtcNow().AddSeconds(90))),
            _ => new(HttpStatusCode.OK),
        });

        Assert.Equal(2, (await SendAsync(line)).Resends);
        Assert.Equal([60, 90], Pauses(line));

        static HttpResponseMessage Asking(RetryConditionHeaderValue after) => new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = after } };
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task Send_FinalAnswer_IsNotSentAgain(HttpStatusCode status)
    {
        using var line = new ScriptedLine(_ => new(status) { Content = new StringContent("<html>no JSON</html>") });

        var reply = await SendAsync(line);

        Assert.Equal(((int)status, 0), (reply.Status, reply.Resends));
        Assert.Null(reply.Body);
        Assert.Single(line.Sent);
    }

    [Fact]
    public async Task Send_Stopped_DoesNotGoOn()
    {
        using var stop = new CancellationTokenSource();
        using var line = new ScriptedLine(_ => new(HttpStatusCode.BadGateway));
        var sending = Http(line).SendAsync(Post, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Single(line.Sent);
    }

    private FlowHttp Http(ScriptedLine line)
    {
        line.Time = time;
        return new(line.Client(), new(), time, () => 0);
    }

    /// <summary>Sends, and moves the clock from pause to pause.</summary>
    private async Task<FlowReply> SendAsync(ScriptedLine line)
    {
        var sending = Http(line).SendAsync(Post, TestContext.Current.CancellationToken);
        while (!sending.IsCompleted)
        {
            if (time.NextDue is { } due)
                time.Advance(due - time.GetUtcNow());
            else
                await Task.Yield();
        }

        return await sending;
    }

    private static IEnumerable<double> Pauses(ScriptedLine line) => line.Times.Zip(line.Times.Skip(1), (one, next) => (next - one).TotalSeconds);
}
