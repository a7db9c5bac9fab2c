using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Faults;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator.Communication;

/// <summary>The identity API of ACS, 2023-10-01: users and their tokens, created and deleted.</summary>
internal sealed class AcsHttp(AcsResources resources, AcsSignatureCheck signatures, SigningKey key, TimeProvider time)
{
    private const string Version = "2023-10-01";

    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(24);
    private static readonly string[] Scopes = ["chat", "voip", "chat.join", "chat.join.limited", "voip.join"];

    public async Task HandleAsync(HttpContext http)
    {
        var segments = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var resource = segments.Length > 1 ? resources.Find(segments[1]) : null;
        if (resource is null or { Mood: AcsMood.Gone })
            throw new ConnectionCutException();
        var request = new AcsRequest(
            http.Request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, http.Request.Host.Value ?? "", Header("x-ms-date"),
            Header("x-ms-content-sha256"), Header("Authorization"), await HttpBody.ReadAsync(http));
        var (status, body) = signatures.Fault(request, resource.Key) is { } fault ? Refuse(401, "Denied", fault)
            : resource.Mood == AcsMood.WrongKey ? Refuse(401, "Denied", "The signature is wrong.")
            : resource.Mood == AcsMood.Forbidden ? Refuse(403, "Forbidden", "The key may not do this.")
            : http.Request.Query["api-version"] != Version ? Refuse(400, "InvalidApiVersion", $"Ask for api-version {Version}.")
            : Handle(resource, request, segments[2..]);
        if (body is null)
            http.Response.StatusCode = status;
        else
            await HttpBody.WriteAsync(http, status, "application/json; charset=utf-8", [], JsonSerializer.SerializeToUtf8Bytes(body));

        string Header(string name) => http.Request.Headers[name].ToString();
    }

    private (int Status, JsonObject? Body) Handle(AcsResource resource, AcsRequest request, string[] path) => (request.Method, path) switch
    {
        ("POST", ["identities"]) => Create(resource, request),
        ("POST", ["identities", var user, ":issueAccessToken"]) => !resource.HasUser(user) ? Unknown()
            : ScopesOf(request, "scopes") is { Count: > 0 } scopes ? (200, Token(resource, user, scopes))
            : Refuse(400, "ValidationError", "scopes must name at least one known scope."),
        ("DELETE", ["identities", var user]) => resource.RemoveUser(user) ? (204, null) : Unknown(),
        _ => Refuse(404, "NotFound", "There is nothing here."),
    };

    private (int Status, JsonObject? Body) Create(AcsResource resource, AcsRequest request)
    {
        if (ScopesOf(request, "createTokenWithScopes") is not { } scopes)
            return Refuse(400, "ValidationError", "createTokenWithScopes must be a list of known scopes.");
        var user = resource.AddUser();
        var body = new JsonObject { ["identity"] = new JsonObject { ["id"] = user } };
        if (scopes.Count > 0)
            body["accessToken"] = Token(resource, user, scopes);
        return (201, body);
    }

    private JsonObject Token(AcsResource resource, string user, IReadOnlyList<string> scopes)
    {
        var ends = time.GetUtcNow() + TokenLife;
        var claims = new JsonObject
        {
            ["skypeid"] = user["8:".Length..],
            ["acsScope"] = string.Join(',', scopes),
            ["resourceId"] = resource.Id.ToString(),
            ["exp"] = ends.ToUnixTimeSeconds(),
        };
        return new() { ["token"] = Jwt.Sign(claims, key), ["expiresOn"] = ends };
    }

    /// <summary>Null where the body or a scope is wrong.</summary>
    private static List<string>? ScopesOf(AcsRequest request, string name)
    {
        try
        {
            var found = request.Body.IsEmpty ? [] : JsonSerializer.Deserialize<JsonObject>(request.Body.Span)?[name]?.Deserialize<List<string>>() ?? [];
            return found.TrueForAll(Scopes.Contains) ? found : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (int Status, JsonObject? Body) Unknown() => Refuse(404, "IdentityNotFound", "There is no such user.");

    private static (int Status, JsonObject? Body) Refuse(int status, string code, string message) =>
        (status, new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });
}
