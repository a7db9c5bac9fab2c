namespace NimbusFunctions.Web;

/// <summary>Whoever sends a parameter to an endpoint that takes none is told so: it would have no effect.</summary>
internal sealed class NoQueryFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Query.Count == 0 || http.GetEndpoint()?.Metadata.GetMetadata<ReadsQueryMark>() is not null)
            return next(context);
        var errors = new ValidationErrors();
        http.Request.Query.Check([], errors);
        return ValueTask.FromResult<object?>(new ProblemResult(errors.ToProblem()));
    }
}
