using System.Text.Json.Serialization;

namespace NimbusFunctions.Tenants;

/// <summary>A customer tenant.</summary>
/// <param name="Id">The Entra tenant id, lower case, as <c>tid</c> in its tokens.</param>
/// <param name="Revision">Grows by one with every change of any section or of its deletion; caps are compared by it.</param>
/// <param name="DeletionAsked">When somebody asked for its deletion: since then it takes no tasks. Null: nobody did.</param>
/// <param name="DeletionConfirmed">When the deletion was confirmed; null: it is not.</param>
/// <param name="DeletionEnds">When the grace time after the confirmation ends.</param>
/// <param name="Ended">When it ended: for everybody but the removal of its data it is not there any more.</param>
internal sealed record Tenant(
    string Id,
    TenantState State,
    long Revision,
    DateTimeOffset Created,
    DateTimeOffset? DeletionAsked = null,
    DateTimeOffset? DeletionConfirmed = null,
    DateTimeOffset? DeletionEnds = null,
    DateTimeOffset? Ended = null)
{
    /// <summary>Since when it is in its state; null: since it was registered.</summary>
    public DateTimeOffset? StateSince { get; init; }

    [JsonIgnore]
    public bool IsPendingDeletion => DeletionAsked is not null;
}
