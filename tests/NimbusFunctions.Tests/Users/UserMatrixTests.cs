using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Access.Matrix;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;
using static NimbusFunctions.Tests.Users.UserScene;

namespace NimbusFunctions.Tests.Users;

/// <summary>Every letter of the product's administration about users, through HTTP.</summary>
public sealed class UserMatrixTests(HouseFixture fixture) : IClassFixture<HouseFixture>
{
    private const string View = "Users > ";

    public static TheoryData<string> Rows => [.. RowsOf().Select(row => row.Key)];

    [Theory]
    [MemberData(nameof(Rows))]
    [Shows("Users > role permissions")]
    public async Task EveryLetter_OfARow_IsEnforcedForEveryRole(string key)
    {
        var row = RowsOf().Single(row => row.Key == key);
        using var system = fixture.House.System();
        var unit = await system.MakeUnitAsync($"Of {Guid.NewGuid():N}"[..20]);
        var wrong = new List<string>();
        foreach (var (column, cell) in row.Cells)
        {
            // The notes beside the table decide that cell; docs/access.md has it.
            if (DecidedCells.All.Contains(("admin", key, column)))
                continue;
            foreach (var role in MatrixFile.RolesOf(column))
            {
                using var caller = await fixture.House.AsAsync(role, unit: unit);
                var user = await fixture.House.UserAsync("ContactCenter Interact Assistant", unit);
                var may = MatrixFile.LettersOf(cell);
                foreach (var (letter, method, path, body) in await CallsAsync(system, key, user, unit))
                {
                    var status = (await caller.CallAsync(method, path, body)).Status;
                    if (may.HasFlag(letter) ? status is not (HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent or HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable)
                        : status != HttpStatusCode.Forbidden && !(letter != Letters.Read && status == HttpStatusCode.MethodNotAllowed))
                        wrong.Add($"{role}, {letter}, {method} {path}: {(int)status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Rows_OfUsers_AreAllMapped()
    {
        Assert.Equal(20, RowsOf().Count);
        Assert.DoesNotContain(AdminMapping.Rows, row => row.Key.StartsWith(View, StringComparison.Ordinal) && row.Value is Mapping.NotHere);
    }

    private static List<MatrixRow> RowsOf() => [.. MatrixFile.Read("admin").Where(row => row.Key.StartsWith(View, StringComparison.Ordinal))];

    /// <summary>What a row's letters are here; of one that is read-only nothing else exists.</summary>
    private static async Task<IReadOnlyList<(Letters Letter, HttpMethod Method, string Path, string? Body)>> CallsAsync(HttpClient system, string key, string user, string unit)
    {
        var (get, put) = (HttpMethod.Get, HttpMethod.Put);
        return key[View.Length..] switch
        {
            "Overview > Users" =>
            [
                (Letters.Read, get, $"{OfTenant}/users", null), (Letters.Read, get, PathOf(user), null),
                // There is no directory here: whoever may is told that it is silent.
                (Letters.Create, HttpMethod.Post, $"{OfTenant}/users", $$"""{"id":"{{Guid.NewGuid()}}","organizationUnitId":"{{unit}}"}"""),
                (Letters.Update, HttpMethod.Patch, PathOf(user), $$"""{"organizationUnitId":"{{unit}}"}"""), (Letters.Delete, HttpMethod.Delete, PathOf(user), null),
            ],
            "Settings > General > Organization Unit" =>
                [(Letters.Read, get, PathOf(user), null), (Letters.Update, HttpMethod.Patch, PathOf(user), $$"""{"organizationUnitId":"{{unit}}"}""")],
            "Settings > General > License Change" =>
            [
                (Letters.Read, get, PathOf(user), null), (Letters.Update, put, PathOf(user, "licences"), """{"licences":["ContactCenter","Interact","Assistant","Email"]}"""),
                (Letters.Update, HttpMethod.Post, $"{OfTenant}/licences/changes", $$"""{"give":["Email"],"users":["{{user}}"]}"""),
            ],
            "Settings > Roles > Roles List" => [(Letters.Read, get, PathOf(user, "roles"), null)],
            "Settings > Roles > Role Assignment" =>
                [(Letters.Read, get, PathOf(user, "roles"), null), (Letters.Update, put, PathOf(user, "roles"), $$"""{"assigned":[{"role":"WorkflowAdministrator","organizationUnitId":"{{unit}}"}]}""")],
            "Settings > Skills > Skill Management" => Tab("skills", $$"""{"skills":[{"skillId":"{{await system.MakeAsync("skills", $"{Guid.NewGuid():N}")}}","level":1}]}"""),
            "Settings > Profiles > Profile Management" => Tab("profiles", $$"""{"profiles":["{{await system.MakeAsync("responsibility-profiles", $"{Guid.NewGuid():N}")}}"]}"""),
            "Settings > N/A Reasons > N/A Feature Toggle" => Tab("not-available-reasons", """{"enabled":true}"""),
            "Settings > N/A Reasons > Manage N/A Reasons" => Tab("not-available-reasons", $$"""{"reasons":["{{await system.MakeAsync("not-available-reasons", $"{Guid.NewGuid():N}")}}"]}"""),
            "Settings > Interact > Active Toggle" => Tab("interact", """{"active":true}"""),
            "Settings > Interact > AV Modality" => Tab("interact", """{"audioVideo":false}"""),
            "Settings > Interact > IM Modality & Direct System Messages" => Tab("interact", $$"""{"directSystemMessages":true,"directSystemMessagesId":"{{await system.MakeAsync("direct-system-messages", $"{Guid.NewGuid():N}")}}"}"""),
            "Settings > Interact > Restrict Access & Domain Template" => Tab("interact", $$"""{"restrictAccess":true,"domainTemplateId":"{{await system.MakeAsync("domain-templates", $"{Guid.NewGuid():N}")}}"}"""),
            "Settings > Interact > Integration Template" => [(Letters.Read, get, PathOf(user, "interact/snippet"), null)],
            "Settings > Assistant > Direct Call Templates" => await TemplatesAsync(),
            // Details and services are shown alone.
            _ => [(Letters.Read, get, PathOf(user), null)],
        };

        (Letters, HttpMethod, string, string?)[] Tab(string tab, string body) => [(Letters.Read, get, PathOf(user, tab), null), (Letters.Update, put, PathOf(user, tab), body)];

        async Task<(Letters, HttpMethod, string, string?)[]> TemplatesAsync()
        {
            var (path, template) = (PathOf(user, "direct-call-templates"), await system.MakeAsync("direct-call-templates", $"{Guid.NewGuid():N}"));
            var other = await system.MakeAsync("direct-call-templates", $"{Guid.NewGuid():N}");
            (await system.CallAsync(put, path, $$"""{"templates":["{{other}}"]}""")).IsOk();
            return
            [
                (Letters.Read, get, path, null), (Letters.Create, HttpMethod.Post, path, new JsonObject { ["templateId"] = template }.ToJsonString()),
                (Letters.Update, HttpMethod.Patch, path, $$"""{"templates":["{{other}}","{{template}}"]}"""), (Letters.Delete, HttpMethod.Delete, $"{path}/{other}", null),
            ];
        }
    }
}
