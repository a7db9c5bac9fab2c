using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;
using NimbusFunctions.Tests.Tenants;
using NimbusFunctions.Web;
using static NimbusFunctions.Tests.Users.UserScene;

namespace NimbusFunctions.Tests.Users;

/// <summary>Two thousand documents of all tabs that are a little wrong, or very, through HTTP.</summary>
public sealed class UserSettingsFuzzTests
{
    private const int Documents = 2_000;
    private const int AtOnce = 4;

    [Fact]
    public async Task Put_AMutatedDocument_IsStoredWholeOrRefusedWithThePathOfEachFault()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var user = await house.UserAsync(string.Join(' ', Entitlement.Names));
        var profile = await system.MakeAsync("responsibility-profiles", "Fuzzed");
        var valid = new List<(string Path, IReadOnlyList<string> Fields, JsonObject Document)>
        {
            Of(UserSections.Skills, $$"""{"skills":[{"skillId":"{{await system.MakeAsync("skills", "Fuzzed")}}","level":1}]}"""),
            Of(UserSections.Profiles, $$"""{"profiles":["{{profile}}"],"activeProfileId":"{{profile}}"}"""),
            Of(UserSections.NotAvailableReasons, $$"""{"enabled":true,"reasons":["{{await system.MakeAsync("not-available-reasons", "Fuzzed")}}"]}"""),
            Of(UserSections.DirectCallTemplates, $$"""{"templates":["{{await system.MakeAsync("direct-call-templates", "Fuzzed")}}"]}"""),
            (PathOf(user, "interact"), ["active", "audioVideo", "instantMessaging", "directSystemMessages", "directSystemMessagesId", "restrictAccess", "domainTemplateId"],
                Json($$"""{"active":true,"audioVideo":false,"instantMessaging":true,"directSystemMessages":true,"directSystemMessagesId":"{{await system.MakeAsync("direct-system-messages", "Fuzzed")}}","restrictAccess":true,"domainTemplateId":"{{await system.MakeAsync("domain-templates", "Fuzzed")}}"}""")),
            ($"{OfTenant}/licences/changes", ["give", "take", "users", "filter"], Json($$"""{"give":["Email"],"take":["Interact"],"users":["{{Guid.NewGuid()}}"]}""")),
        };
        var (refused, stored) = (0, 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Documents),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, stop) =>
            {
                var (path, fields, sound) = valid[seed % valid.Count];
                var document = new DocumentMutation(seed).Apply(sound);
                if (seed % 2 == 0 && document.FirstOrDefault(field => field.Value is JsonArray { Count: > 0 } list && list[0] is JsonObject).Value is JsonArray found)
                    found[0] = new DocumentMutation(seed + 1).Apply(found[0]!.AsObject());
                using var content = new StringContent(document.ToJsonString(), Encoding.UTF8, "application/json");
                var method = path.EndsWith("changes", StringComparison.Ordinal) ? HttpMethod.Post : seed % 3 == 0 && !path.EndsWith("interact", StringComparison.Ordinal) ? HttpMethod.Patch : HttpMethod.Put;
                using var request = new HttpRequestMessage(method, path) { Content = content };
                using var answer = await system.SendAsync(request, stop);
                var json = (await answer.Content.ReadFromJsonAsync<JsonObject>(stop))!;
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                {
                    Interlocked.Increment(ref refused);
                    Assert.NotEmpty(json["errors"]!.AsObject());
                    Assert.All(json["errors"]!.AsObject(), error => Assert.True(IsPathOf(error.Key, document, fields), $"Seed {seed}: {error.Key}"));
                }
                else
                {
                    Interlocked.Increment(ref stored);
                    Assert.True(
                        answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict, $"Seed {seed}: {(int)answer.StatusCode} {json}");
                }
            });

        Assert.True(refused > Documents / 3 && stored > Documents / 50, $"{refused} refused, {stored} stored");

        (string, IReadOnlyList<string>, JsonObject) Of(UserSection section, string json) => (PathOf(user, section.Name), [.. section.Fields.Select(field => field.Name)], Json(json));
    }

    private static JsonObject Json(string json) => JsonNode.Parse(json)!.AsObject();

    private static bool IsPathOf(string path, JsonObject document, IReadOnlyList<string> fields)
    {
        var field = path.Split('.', '[')[0];
        // A misspelt name that is no identifier stands in the reader's own spelling.
        return path == "body" || path.StartsWith("['", StringComparison.Ordinal) || document.Any(part => part.Key == field || Printable.Short(part.Key) == path || path.StartsWith(part.Key, StringComparison.Ordinal)) || fields.Contains(field);
    }
}
