using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Tests.Access.Matrix;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.Configuration.Samples;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>Every letter of the product's matrices about configuration entities, through HTTP.</summary>
public sealed class ConfigurationMatrixTests(HouseFixture fixture) : IClassFixture<HouseFixture>
{
    private const string Service = "of-the-matrix";

    [Theory]
    [InlineData("admin", 16)]
    [InlineData("configuration", 6)]
    public async Task EveryLetter_OfEveryKindAndRole_IsEnforced(string file, int kinds)
    {
        var rows = MatrixFile.Read(file);
        var mapped = file == "admin" ? AdminMapping.Rows : PortalMapping.ConfigurationRows;
        using var system = fixture.House.System();
        var unit = await system.MakeUnitAsync($"Of {file}");
        await system.CallAsync(
            HttpMethod.Put, $"{OfTenant}/services/{Service}-{file}", $$"""{"upn":"{{file}}@a.example","displayName":"X","assignmentType":"None","organizationUnitId":"{{unit}}"}""");
        var (wrong, seen) = (new List<string>(), 0);
        foreach (var kind in ConfigurationKinds.InOrder)
        {
            // The row of the list; those of single fields are others.
            var row = rows.SingleOrDefault(row => mapped.TryGetValue(row.Key, out var mapping) && mapping is Mapping.Same same && same.Permissions is [var only]
                && only == kind.Permission && same.Mask.HasFlag(Letters.Create));
            if (row is null)
                continue;
            seen++;
            foreach (var (column, cell) in row.Cells)
            {
                // In the portal the administrators have what the administration gives them.
                if (file == "configuration" && column is "OU Admin" or "WF Admin")
                    continue;
                foreach (var role in MatrixFile.RolesOf(column))
                    await CheckAsync(system, kind, role, MatrixFile.LettersOf(cell), unit, $"{Service}-{file}", wrong);
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(kinds, seen);
    }

    private async Task CheckAsync(HttpClient system, ConfigurationKind kind, Role role, Letters may, string unit, string service, List<string> wrong)
    {
        using var caller = await fixture.House.AsAsync(role, service, unit);
        var id = await system.MakeAsync(kind.Segment, $"{role}", unit);
        var path = PathOf(kind.Segment, id);
        var fresh = (await system.DocumentAsync(kind.Segment, $"{role} again", unit)).ToJsonString();

        Note(Letters.Read, HttpStatusCode.OK, await caller.CallAsync(HttpMethod.Get, path));
        Note(Letters.Read, HttpStatusCode.OK, await caller.CallAsync(HttpMethod.Get, PathOf(kind.Segment)));
        Note(Letters.Create, HttpStatusCode.Created, await caller.CallAsync(HttpMethod.Post, PathOf(kind.Segment), fresh));
        Note(Letters.Update, HttpStatusCode.OK, await caller.CallAsync(HttpMethod.Patch, path, $$"""{"name":"{{role}} changed"}"""));
        Note(Letters.Update, HttpStatusCode.OK, await caller.CallAsync(HttpMethod.Put, path, (await caller.CallAsync(HttpMethod.Get, path)).Body is { } body && body.ContainsKey("id") ? body.ToJsonString() : fresh));
        Note(Letters.Delete, HttpStatusCode.NoContent, await caller.CallAsync(HttpMethod.Delete, path));

        void Note(Letters letter, HttpStatusCode done, Reply reply)
        {
            if (reply.Status != (may.HasFlag(letter) ? done : HttpStatusCode.Forbidden))
                wrong.Add($"{kind.Segment}, {role}, {letter}: {(int)reply.Status}");
            else if (!may.HasFlag(letter) && reply.Body?["detail"]?.GetValue<string>().Contains(kind.Permission, StringComparison.Ordinal) != true)
                wrong.Add($"{kind.Segment}, {role}, {letter}: the permission is not named");
        }
    }
}
