namespace NimbusFunctions.Web;

/// <summary>What no endpoint of a root answers, as a problem document; without a token it is 401 like the rest.</summary>
internal static class NothingElse
{
    public static void MapNothingElse(this RouteGroupBuilder root) => root
        .Map("/{**path}", (HttpContext http) => new ProblemResult(Problem.Missing(
            ProblemTypes.NotFound, $"There is no {http.Request.Method} {Printable.Short(http.Request.Path)} here.")))
        .RequireAuthorization();
}
