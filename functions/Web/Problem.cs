using System.Text.Json.Serialization;

namespace NimbusFunctions.Web;

/// <summary>A problem document (RFC 9457): what is wrong, of which field, and what to do.</summary>
/// <param name="Type">One of <see cref="ProblemTypes"/>.</param>
/// <param name="Title">The kind of problem in a few words, the same for every occurrence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">This occurrence, naming the thing that is wrong and what to do about it.</param>
/// <param name="Errors">Per field, in the caller's spelling, everything that is wrong with it.</param>
/// <param name="TraceId">What to quote to an operator.</param>
internal record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId = null)
{
    public static Problem Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]> { [field] = [message] });

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) => new(
        ProblemTypes.InvalidRequest,
        "The request is not valid.",
        StatusCodes.Status400BadRequest,
        string.Join(" ", errors.SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}"))),
        errors);

    /// <summary>The user in the address is no object id.</summary>
    public static Problem NoUserId => Invalid("user", "must be the user's directory object id, a GUID.");

    public static Problem Unauthenticated(string detail) => new(
        ProblemTypes.Unauthenticated, "A valid bearer token is required.", StatusCodes.Status401Unauthorized, detail);

    public static Problem Forbidden(string detail) => new(
        ProblemTypes.Forbidden, "The caller may not do this.", StatusCodes.Status403Forbidden, detail);

    public static Problem Missing(string type, string detail) => new(
        type, "There is no such thing.", StatusCodes.Status404NotFound, detail);

    /// <summary>Somebody else was first (412).</summary>
    public static Problem Changed(string detail) => new(
        ProblemTypes.ChangedMeanwhile, "Somebody changed it meanwhile.", StatusCodes.Status412PreconditionFailed, detail);

    /// <summary>There is no such tenant, or it has ended.</summary>
    public static Problem NoTenant(string tenant) => Missing(ProblemTypes.TenantNotFound, $"There is no tenant {tenant}.");

    /// <summary>The user list has nobody of this id whom the caller may see.</summary>
    public static Problem NoUser(string id) => Missing(ProblemTypes.UserNotFound, $"The user list has no user {Printable.Short(id)}.");

    /// <summary>There is no such service that the caller may see.</summary>
    public static Problem NoService(string id) => Missing(ProblemTypes.ServiceNotFound, $"There is no service '{Printable.Short(id)}'.");

    /// <summary>Others were first at every try (412).</summary>
    public static Problem UserContended(string id) => Changed($"User {id} was changed again and again; try it again.");

    /// <summary>Graph or the token service did not say what the answer needs (503).</summary>
    public static Problem DirectorySilent(string detail) => new(
        ProblemTypes.DirectoryUnavailable, "The directory does not answer.", StatusCodes.Status503ServiceUnavailable, detail);

    public static Problem Conflict(string type, string detail) => new(
        type, "The request conflicts with what is there.", StatusCodes.Status409Conflict, detail);
}
