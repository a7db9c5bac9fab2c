using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>The body of <c>PUT …/secrets/{name}</c>, read so that no answer repeats any of it, however it is misspelt.</summary>
internal static class SecretBody
{
    /// <returns>The value, or what is wrong.</returns>
    public static async Task<(string? Value, Problem? Problem)> ReadAsync(HttpContext http, Uri? local)
    {
        var (body, problem) = await RequestBody.ReadObjectAsync(http);
        if (body is null)
            return (null, problem!.Status == StatusCodes.Status400BadRequest ? Malformed() : problem);
        if (body.Count != 1 || body["value"]?.GetValueKind() != System.Text.Json.JsonValueKind.String)
            return (null, Malformed());
        var value = body["value"]!.GetValue<string>();
        var errors = new ValidationErrors();
        AcsConnectionString.Check("value", value, local, errors);
        return errors.Any ? (null, errors.ToProblem()) : (value, null);
    }

    private static Problem Malformed() => Problem.Invalid("value", "must be the only field, and a text: {\"value\":\"endpoint=https://…;accesskey=…\"}.");
}
