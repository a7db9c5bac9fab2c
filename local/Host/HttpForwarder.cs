using Microsoft.AspNetCore.Http.Features;

namespace NimbusFunctions.Local.Host;

/// <summary>
/// Passes http calls to the app and its answers back, unchanged and streamed (enableProxyingHttpRequest). Redirects
/// are not followed, and an answer of 500 is an answer.
/// </summary>
internal sealed class HttpForwarder(HostSettings host, Dispatcher dispatcher, WorkerClient client)
{
    /// <param name="http">The call.</param>
    /// <param name="function">The function that takes it.</param>
    /// <param name="gone">Ends everything.</param>
    public async Task ForwardAsync(HttpContext http, HttpDeclaration function, CancellationToken gone)
    {
        var done = await dispatcher.RunAsync(
            function,
            "http",
            host.InitializationTimeout,
            (app, invocationId, over) => CallAsync(http, app, invocationId, over),
            http.RequestAborted,
            gone);
        if (done)
            return;
        if (http.Response.HasStarted)
        {
            http.Abort(); // the caller must not take half an answer for a whole one
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private async Task<Answer> CallAsync(HttpContext http, Uri app, string invocationId, CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, over);
        var request = http.Request;
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), ForwardedPath.Target(app, request.Path, request.QueryString));
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            message.Content = new StreamedContent(request.Body);
        ForwardedHeaders.CopyTo(message, request, invocationId);

        using var answer = await client.SendAsync(message, either.Token);
        http.Response.StatusCode = (int)answer.StatusCode;
        ForwardedHeaders.CopyTo(http.Response, answer);
        await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
        await StreamedContent.CopyAsync(body, http.Response.Body, either.Token);
        return new(AnswerVerdict.Done, $"{request.Method} {request.Path} {(int)answer.StatusCode}");
    }
}
