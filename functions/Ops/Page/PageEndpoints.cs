using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Web;

namespace NimbusFunctions.Ops.Page;

/// <summary>
/// <c>GET /ops</c> and its files. The page itself says nothing of anybody, so everybody may have it; what it shows comes
/// from calls that are judged one by one.
/// </summary>
internal static class PageEndpoints
{
    public static void MapPage(this RouteGroupBuilder ops)
    {
        ops.MapMethods("", Methods, (HttpContext http) => AnswerAsync(http, PageAsset.Home)).AllowAnonymous().WithMetadata(NeedsNoSession.Mark);
        ops.MapMethods("/{name}.js", Methods, (HttpContext http, string name) => AnswerAsync(http, $"{name}.js")).AllowAnonymous().WithMetadata(NeedsNoSession.Mark);
        ops.MapMethods("/{name}.css", Methods, (HttpContext http, string name) => AnswerAsync(http, $"{name}.css")).AllowAnonymous().WithMetadata(NeedsNoSession.Mark);
    }

    private static string[] Methods => [HttpMethods.Get, HttpMethods.Head];

    private static async Task AnswerAsync(HttpContext http, string file)
    {
        if (!PageAsset.All.TryGetValue(file, out var asset))
        {
            await new ProblemResult(Problem.Missing(ProblemTypes.NotFound, $"There is no {Printable.Short(http.Request.Path)} here.")).ExecuteAsync(http);
            return;
        }

        PageHeaders.Write(http.Response.Headers);
        http.Response.Headers.ETag = asset.ETag;
        if (http.Request.Headers.IfNoneMatch.Any(known => known is not null && known.Split(',').Any(one => Names(one.Trim(), asset))))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = asset.Content.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.Body.WriteAsync(asset.Content, http.RequestAborted);
    }

    // Whoever compresses on the way makes the tag a weak one.
    private static bool Names(string tag, PageAsset asset) => tag == "*" || tag == asset.ETag || tag == $"W/{asset.ETag}";
}
