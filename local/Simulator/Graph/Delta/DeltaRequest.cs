using NimbusFunctions.Local.Simulator.Graph.Filters;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>Finds out where a delta request stands: at a first call, at the beginning of a round or within one.</summary>
internal static class DeltaRequest
{
    /// <summary>Directory tokens live for 7 days.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromDays(7);

    private const int MaxIds = 50;

    /// <summary>The place to go on from; else why not.</summary>
    public static GraphError? TryRead(GraphRequest request, DeltaKind kind, out DeltaToken? token)
    {
        var text = request.Query.SkipToken is { Length: > 0 } skip ? skip : request.Query.DeltaToken;
        if (string.IsNullOrEmpty(text) || text.Equals("latest", StringComparison.OrdinalIgnoreCase)) return First(request, kind, out token);

        token = DeltaToken.TryDecode(text);
        if (token is null || token.Kind != kind) return new GraphError(400, "BadRequest", "Badly formed token.");
        if (request.Query.Names.Any(name => name.ToLowerInvariant() is not ("$skiptoken" or "$deltatoken")))
            return GraphError.Unsupported("The token carries the query options of the first call; no other option goes with it.");
        if (token.Directory != request.Tenant.Epoch || token.Until > request.Tenant.Directory.Log.Last || request.Now - token.IssuedAt > TokenLife)
            return GraphError.DeltaExpired();
        if (!token.Continues) token = token with { Until = request.Tenant.Directory.Log.Last, Position = token.Since };
        return null;
    }

    private static GraphError? First(GraphRequest request, DeltaKind kind, out DeltaToken? token)
    {
        token = null;
        var unsupported = request.Query.Names.FirstOrDefault(name => name.ToLowerInvariant() is "$expand" or "$orderby" or "$search" or "$count" or "$skip");
        if (unsupported is not null) return GraphError.Unsupported($"'{unsupported}' is not supported with delta queries.");
        if (ReadSelect(request, kind, out var selection) is { } error) return error;
        if (ReadIds(request, out var ids) is { } refused) return refused;
        var last = request.Tenant.Directory.Log.Last;
        token = selection with { Ids = ids, Since = last, Until = last };
        return null;
    }

    private static GraphError? ReadSelect(GraphRequest request, DeltaKind kind, out DeltaToken token)
    {
        token = new DeltaToken
        {
            Kind = kind,
            Directory = request.Tenant.Epoch,
            IssuedAt = request.Now,
            Stage = DeltaStage.Snapshot,
            Since = 0,
            Until = 0,
        };
        if (kind is DeltaKind.Users)
        {
            var failed = SelectParser.TryParse(UserResource.Table, request.Query.Select, out var chosen);
            token = token with { Selection = chosen.Mask, Explicit = chosen.Explicit };
            return failed;
        }

        // Without $select a group shows its members; owners come only when asked for.
        var names = SelectParser.Names(request.Query.Select);
        token = token with { WithMembers = names is null || Has(names, "members"), WithOwners = names is not null && Has(names, "owners") };
        var plain = names?.Where(name => !Has(["members", "owners"], name)).Append("id");
        var error = SelectParser.TryParse(GroupResource.Table, plain is null ? null : string.Join(',', plain), out var selection);
        token = token with { Selection = selection.Mask, Explicit = selection.Explicit };
        return error;
    }

    /// <summary>The only $filter a delta knows: id eq '…', joined by or, at most 50.</summary>
    private static GraphError? ReadIds(GraphRequest request, out Guid[] ids)
    {
        ids = [];
        if (request.Query.Filter is not { } filter) return null;
        if (FilterParser.TryParse(filter) is not { } node || !IsIdsOnly(node))
            return GraphError.Unsupported("A delta query supports $filter with 'id eq' joined by 'or' only.");
        var named = FilterRules.Candidates(node, "id")!;
        if (named.Count > MaxIds) return GraphError.Unsupported($"$filter names {named.Count} ids; a delta query supports at most {MaxIds}.");
        if (named.FirstOrDefault(id => !Guid.TryParse(id, out _)) is { } wrong) return GraphError.InvalidId(wrong);
        ids = [.. named.Select(Guid.Parse).Distinct()];
        return null;
    }

    private static bool IsIdsOnly(FilterNode node) => node switch
    {
        FilterNode.Or either => IsIdsOnly(either.Left) && IsIdsOnly(either.Right),
        FilterNode.Compare { Operator: "eq", Value: string } compare => compare.Property.Equals("id", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool Has(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
