using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Faults;

namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>/users/delta and /groups/delta.</summary>
internal static class DeltaEndpoint
{
    /// <summary>How many changes (or places of a snapshot) a replay goes back.</summary>
    private const int ReplayDepth = 200;

    /// <summary>One page in so many is odd, when mischief is on.</summary>
    private const ulong OddOneIn = 16;

    public static GraphResponse Users(GraphRequest request) => Handle(request, DeltaKind.Users);

    public static GraphResponse Groups(GraphRequest request) => Handle(request, DeltaKind.Groups);

    private static GraphResponse Handle(GraphRequest request, DeltaKind kind)
    {
        if (DeltaRequest.TryRead(request, kind, out var token) is { } error) return request.Refuse(error);
        var directory = request.Tenant.Directory;
        var minimal = request.Header("Prefer")?.Contains("return=minimal", StringComparison.OrdinalIgnoreCase) == true;
        var writer = new DeltaWriter(directory, token!, minimal && token!.Stage is DeltaStage.Changes);
        var response = Write(request, token!, writer, Page(request, token!, directory, writer.Tracked));
        return minimal ? response.With("Preference-Applied", "return=minimal") : response;
    }

    private static DeltaPage Page(GraphRequest request, DeltaToken token, TenantDirectory directory, uint tracked)
    {
        var latest = string.Equals(request.Query.DeltaToken, "latest", StringComparison.OrdinalIgnoreCase);
        if (latest || request.Bend is FaultKind.EmptyList) return new DeltaPage([], null);
        var odd = request.Mischief ? Chance(request.Tenant.Seed, token) % OddOneIn : OddOneIn;
        if (request.Bend is FaultKind.EmptyPage || (odd == 0 && !token.AfterEmpty))
            return new DeltaPage([], token with { Continues = true, AfterEmpty = true });

        if (request.Bend is FaultKind.Replay) token = token with { Position = Math.Max(0, token.Position - ReplayDepth), Relation = 0 };
        var page = token.Stage is DeltaStage.Snapshot ? SnapshotReader.Read(directory, token) : ChangesReader.Read(directory.Log, token, tracked);
        var again = request.Bend is FaultKind.Duplicate ? (page.Entries.Count + 1) / 2 : odd == 1 ? 1 : 0;
        return again == 0 ? page : page with { Entries = [.. page.Entries, .. page.Entries.Take(again)] };
    }

    /// <summary>Follows from where the round is, so that a run can be repeated.</summary>
    private static ulong Chance(ulong seed, DeltaToken token) =>
        SeededRandom.Mix(SeededRandom.Mix(seed, token.Selection + (ulong)token.Kind), ((ulong)token.Until << 32) + (ulong)(token.Position + token.Relation));

    private static GraphResponse Write(GraphRequest request, DeltaToken token, DeltaWriter writer, DeltaPage page) =>
        GraphJson.Ok((request, token, writer, page), static (json, state) =>
        {
            var (request, token, writer, page) = state;
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{request.BaseUrl}/$metadata#{writer.Context}");
            WriteLink(json, request, token, page.Next);
            json.WriteStartArray("value"u8);
            foreach (var entry in page.Entries) writer.Write(json, entry);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void WriteLink(Utf8JsonWriter json, GraphRequest request, DeltaToken token, DeltaToken? next)
    {
        if (next is not null)
        {
            var link = (next with { IssuedAt = request.Now }).Encode();
            json.WriteString("@odata.nextLink"u8, $"{request.BaseUrl}{request.Path}?$skiptoken={link}");
            return;
        }

        var delta = token with
        {
            IssuedAt = request.Now,
            Stage = DeltaStage.Changes,
            Since = token.Until,
            Position = token.Until,
            Relation = 0,
            Continues = false,
            AfterEmpty = false,
        };
        json.WriteString("@odata.deltaLink"u8, $"{request.BaseUrl}{request.Path}?$deltatoken={delta.Encode()}");
    }
}
