using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>A call about entities of a kind.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Caller">Who calls.</param>
internal sealed record ConfigurationCall(string Tenant, ConfigurationKind Kind, Caller Caller);

/// <summary>What somebody wants an entity to be.</summary>
/// <param name="Id">The entity; null: a new one.</param>
/// <param name="Given">The document as it was sent.</param>
/// <param name="IsPatch">Whether it is a merge patch.</param>
/// <param name="IfMatch">What the caller takes it to be.</param>
internal sealed record EntityChange(string? Id, System.Text.Json.Nodes.JsonObject Given, bool IsPatch, IfMatch IfMatch);
