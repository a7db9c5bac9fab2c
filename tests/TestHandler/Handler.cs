using Nimbus.Platform.Hosting;

namespace NimbusFunctions.TestHandler;

/// <summary>The app: it writes a line for everything that it runs, and does what a message's body says.</summary>
internal static class Handler
{
    public static Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddCustomHandler();
        var app = builder.Build();
        if (Environment.GetEnvironmentVariable("TEST_MODE") == "empty")
            app.Use(AnswerTriggersWithNothing);

        Endpoints.Map(app.MapHttpFunction("Api", "v1"));
        app.MapFunction("Tick", (TimerTick tick, FunctionContext context, CancellationToken _) =>
        {
            Say($"ran {context.FunctionName} pastDue={tick.IsPastDue} last={tick.Last:O} next={tick.Next:O}");
            return DoAsync(Environment.GetEnvironmentVariable("TICK_DOES") ?? "ok", CancellationToken.None);
        });
        foreach (var name in new[] { "Work", "Steps", "Buried" })
            app.MapFunction(name, (TriggeredMessage message, FunctionContext context, CancellationToken token) => RunAsync(message, context, token));
        app.MapFunction("Lots", (IReadOnlyList<TriggeredMessage> messages, FunctionContext context, CancellationToken _) =>
        {
            Say($"ran {context.FunctionName} {string.Join(',', messages.Select(message => message.MessageId))}");
            return Task.CompletedTask;
        });
        return app.RunCustomHandlerAsync();
    }

    private static async Task RunAsync(TriggeredMessage message, FunctionContext context, CancellationToken cancellationToken)
    {
        Say($"ran {context.FunctionName} {message.MessageId} session={message.SessionId} delivery={message.DeliveryCount} body={message.Body}");
        await DoAsync(message.Body.ToString(), cancellationToken);
        Say($"done {context.FunctionName} {message.MessageId}");
    }

    private static async Task DoAsync(string what, CancellationToken cancellationToken)
    {
        var words = what.Split(' ');
        switch (words[0])
        {
            case "fail":
                throw new InvalidOperationException("told to fail");
            case "slow":
                await Task.Delay(TimeSpan.FromMilliseconds(int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)), cancellationToken);
                break;
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
                break;
            case "exit":
                Environment.Exit(int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static Task AnswerTriggersWithNothing(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path != "/Work")
            return next(http);
        Say("ran Work with nothing to say");
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    internal static void Say(string line) => Console.Out.WriteLine(line);
}
